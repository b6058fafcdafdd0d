"""The publisher: one process that wakes on a saved file or a committed decision and brings it to the public page.

accept → ingest → collect → build → release. With the database away, takings-away still go live and are ingested later.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchfiles import watch

from forms_app import logs, rebuilds
from forms_app.clock import real_now
from forms_app.db import Busy, DatabaseAway
from forms_app.office import Office
from forms_app.publishing import collect
from forms_app.publishing.accept import Acceptance
from forms_app.publishing.build import BuildFailed, build
from forms_app.publishing.check import FAULTS_FILE
from forms_app.publishing.ingest import ingest
from forms_app.publishing.journal import Journal
from forms_app.publishing.release import NotReleased, Release, Site
from forms_app.resumption.decisions import finish
from forms_app.saved import read_json, write_json

POLL = 0.1  # seconds between looks at the outbox
PAUSE = 0.1  # of quiet after a single save
QUIET = 0.3  # of quiet that is waited for once more than MANY files change
MANY = 5
HEARTBEAT = 5.0


class Publisher:
    """What one office's publisher does; `cycle` is the build you can read on one page."""

    def __init__(self, office: Office, log: Any) -> None:
        self.office, self.log = office, log
        office.site.mkdir(parents=True, exist_ok=True)
        self.site = Site(office.site)
        self.day = ""

    def cycle(self, because: str, force: bool = False) -> Release | None:
        """One round, from the content files to a release; None when nothing public changed."""
        office = self.office
        self._with_database(self._finish_intents)
        self._with_database(lambda: collect.collect_verdicts(office))
        acceptance = Acceptance(office.content, office.accepted, office.data, office.clock.today(), real_now())
        acceptance.run()
        journal, now = Journal(office.data / "journal.jsonl"), office.clock.now()
        followed = self._with_database(lambda: ingest(office, journal, now)) is not None
        figures = bool(self._with_database(lambda: collect.collect_figures(office)))
        changed = bool(acceptance.changes) or acceptance.touched or figures or self._new_day()
        if not (changed or force or self.site.current() is None):
            return None
        self._set_today()
        return self._release(because, followed)

    def _release(self, because: str, followed: bool) -> Release | None:
        failure = self.office.data / "build-failure.json"
        head = (self._with_database(lambda: collect.audit_head(self.office)) or "") if followed else ""
        with tempfile.TemporaryDirectory(prefix="build-", dir=self.office.site) as folder:
            try:
                build(self.office.accepted, Path(folder), self.office.config.public_url)
                now = self.office.clock.now()
                release = self.site.publish(Path(folder), because=because, now=now, audit_head=head)
            except (BuildFailed, NotReleased) as error:
                write_json(failure, {"at": self.office.clock.now().isoformat(), "says": str(error)})
                self.log.error("build failed", because=because)
                return None
        failure.unlink(missing_ok=True)
        if release:
            self.log.info("released", release=release.number, because=because)
        return release

    def _finish_intents(self) -> None:
        with self.office.database.reading() as session:
            waiting = session.execute(_UNSETTLED).first()
        if waiting:
            with self.office.database.writing() as session:
                finish(session, self.office.content)

    def _set_today(self) -> None:
        now = self.office.clock.now()
        saved = {
            "today": now.date().isoformat(),
            "as_of": f"{now:%Y-%m-%d %H:%M}",
            "demo": self.office.clock.is_demo,
        }
        write_json(self.office.accepted / "today.json", saved)

    def _new_day(self) -> bool:
        return read_json(self.office.accepted / "today.json").get("today") != self.office.clock.today().isoformat()

    def _with_database(self, work: Callable[[], Any]) -> Any:
        """The result; None when the database is away: the files go on without it."""
        try:
            return work()
        except (Busy, DatabaseAway) as error:
            self.log.error("database away", error=type(error).__name__)
            return None

    def requests(self) -> list[int]:
        def due() -> list[int]:
            with self.office.database.reading() as session:
                return rebuilds.due(session)

        return self._with_database(due) or []

    def take(self, ids: list[int]) -> None:
        def taken() -> None:
            with self.office.database.writing() as session:
                rebuilds.take(session, ids)

        if ids:
            self._with_database(taken)

    def held(self) -> dict[str, list[str]]:
        """By community, the references whose removal waits to be confirmed."""
        held: dict[str, list[str]] = read_json(self.office.accepted / "held.json")
        return held

    def beat(self) -> None:
        """What healthz and the staff page read."""
        current = self.site.current()
        path = self.office.data / "publisher.json"
        saved = {"pid": os.getpid(), "at": time.time(), "release": current.number if current else None}
        write_json(path, saved)


def _unsettled() -> Any:
    from sqlalchemy import select

    from forms_app.resumption.models import Intent

    return select(Intent.id).where(Intent.settled.is_(None)).limit(1)


_UNSETTLED = _unsettled()


class Watcher:
    """Notices changed content files on a thread; the office folder may sit on any file system."""

    def __init__(self, content: Path, stop: threading.Event) -> None:
        self.content, self.stop = content, stop
        self.changed = threading.Event()
        self.count = 0
        self.last = 0.0

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True, name="watch-content").start()

    def _run(self) -> None:
        while not self.stop.is_set():
            if not self.content.is_dir():
                self.stop.wait(1.0)
                self.changed.set()
                continue
            for changes in watch(self.content, step=5, debounce=50, stop_event=self.stop, raise_interrupt=False):
                own = [
                    path for _kind, path in changes if not Path(path).name.startswith((FAULTS_FILE, f".{FAULTS_FILE}"))
                ]
                if own:
                    self.count += len(own)
                    self.last = time.monotonic()
                    self.changed.set()

    def settle(self) -> None:
        """Wait for a moment of quiet: an editor that empties a file before it fills it, a git pull, an upload."""
        while time.monotonic() - self.last < (QUIET if self.count > MANY else PAUSE):
            time.sleep(0.02)
        self.count = 0
        self.changed.clear()


def run(office: Office) -> None:
    """Until TERM: wake, publish, sleep. A lock file keeps a second publisher standing by."""
    log = logs.configure()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with (office.data / "publisher.lock").open("a") as lock:
        while not stop.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                stop.wait(0.5)
        publisher = Publisher(office, log)
        _clear_old_builds(office.site)
        _work(publisher, Watcher(office.content, stop), stop)


def _work(publisher: Publisher, watcher: Watcher, stop: threading.Event) -> None:
    watcher.start()
    because, beaten = "start", 0.0
    while not stop.is_set():
        if because:
            ids = publisher.requests()
            publisher.take(ids)
            try:
                publisher.cycle(because)
            except OSError as error:  # a disk that is full or away: said, and tried again
                publisher.log.error("could not publish", error=error.strerror)
                stop.wait(2.0)
        if because or time.monotonic() - beaten > HEARTBEAT:
            publisher.beat()
            beaten = time.monotonic()
        if watcher.changed.wait(POLL):
            watcher.settle()
            because = "content"
        else:
            because = "decision" if publisher.requests() else "day" if publisher._new_day() else ""


def _clear_old_builds(site: Path) -> None:
    for folder in site.glob("build-*"):
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Publish an office: KAIGONG_OFFICE names its folder.")
    parser.parse_args()
    run(Office.from_environ())


if __name__ == "__main__":
    main()
