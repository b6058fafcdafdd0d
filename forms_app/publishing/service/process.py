"""The publisher as a process: wakes on what is saved and committed, and does what can
wait when nothing is.

A lock file keeps a second publisher standing by.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import threading
import time
from itertools import islice

from forms_app.base import logs, processes, pulse, room
from forms_app.base.fence import Fenced
from forms_app.base.jobs.keeper import Kept
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.base.patience import OF_PUBLISHERS, patience
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing.intake.uncertain import certain_again
from forms_app.publishing.intake.urgent import takings_away
from forms_app.publishing.intake.walk import stands_there
from forms_app.publishing.intake.watch import SETTLED, Watcher
from forms_app.publishing.release.compress import Compressor
from forms_app.publishing.release.site import NotReleased
from forms_app.publishing.service import lease, standby, suspects
from forms_app.publishing.service.jobs import SELF_CHECK
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.sharing import Sharing
from forms_app.publishing.site.build import SETTINGS, BuildFailed

# seconds between looks at the outbox without being woken (a database on another
# machine)
LOOK_EVERY = 1.0
HEARTBEAT = 5.0
PIECE = 20  # enterprise files between two glances at what takes away
SAY_EVERY = 60.0  # seconds between two "checked" times in version.json


class Service:
    """The loop."""

    def __init__(self, office: Office, stop: threading.Event) -> None:
        self.office = office
        self.stop = stop
        self.log = logs.configure()
        self.publisher = self._new_publisher()
        self.watcher = Watcher(office.content, office.database.wake_file.parent, stop)
        self.compressor = Compressor(
            self.publisher.site.objects, lambda: self.publisher.releaser.shown
        )
        self.sharing = Sharing(office, lambda: self.publisher.site.log, stop)
        self.looked = self.said = 0.0
        here = {**os.environ, "KAIGONG_OFFICE": str(office.config.office)}
        self.self_check = Kept(SELF_CHECK, office, here)
        self.settings = SETTINGS.stat().st_mtime_ns

    def _new_publisher(self) -> Publisher:
        publisher = Publisher(self.office, self.log)
        publisher.press.is_urgent = self._is_urgent
        publisher.acceptance.memory.media.again = lambda: self.watcher.look_again()
        publisher.heartbeat.is_listening = lambda: self.watcher.is_listening()
        publisher.heartbeat.seen = lambda: self.watcher.seen
        return publisher

    def _is_urgent(self) -> bool:
        """Whether a long look at everything must give way: to a change, to the end, or
        to a sign of life.
        """
        watcher = self.watcher
        is_silent = time.monotonic() - self.publisher.heartbeat.at > HEARTBEAT
        return (
            watcher.pending()
            or watcher.woken.is_set()
            or self.stop.is_set()
            or self.publisher.press.shelves.is_asked()
            or is_silent
        )

    def run(self) -> None:
        self.watcher.start()
        self.compressor.start(self.stop)
        self.sharing.start()
        self._safely("start", None)
        self.sharing.is_begun = True
        gc.freeze()
        gc.enable()
        self.publisher.heartbeat.ready_after = round(time.time() - processes.began(), 2)
        self.publisher.heartbeat.beat()
        suspects.was_ready(self.office.data)
        while not self.stop.is_set():
            pulse.beat()
            woken = self.watcher.woken.wait(0.02 if self.watcher.pending() else 0.25)
            self.watcher.woken.clear()
            self._look_at_shelves()
            if not self._work(woken) and not self.watcher.woken.is_set():
                self._when_idle()
            self._beat()
        self.self_check.stop()
        if folding := self.publisher.later.folding:
            folding.stop()

    def _work(self, woken: bool) -> bool:
        """What is urgent; says whether there was any."""
        if urgent := self._takings_away():
            self._some(urgent)
            return True
        if time.monotonic() - self.looked > LOOK_EVERY and self._asked():
            return True
        paths, read_others, read_all = self.watcher.take()
        if read_all:
            self.watcher.put_back(paths)
            self._safely("content", None)
            return True
        if self.publisher.acceptance.day != self.office.clock.today():
            self.watcher.put_back(paths)
            self._safely("day", set(), others=read_others)
            return True
        if self.publisher.acceptance.is_due(self.office.clock.now()):
            self.watcher.put_back(paths)
            self._safely("schedule", set(), others=True)
            return True
        if read_others:
            self._look_ahead()
        if paths or read_others:
            self._some(self._piece(paths), read_others)
            return True
        return woken and not self.watcher.pending() and self._asked()

    def _asked(self) -> bool:
        """What other hosts offer and the app asks for, however much is saved here
        meanwhile.
        """
        self.looked = time.monotonic()
        self.publisher.register.take_offers()
        if certain := certain_again(self.publisher.acceptance.own):
            self._some(dict.fromkeys(certain, 0.0))
            return True
        if self.publisher.register.is_asked():
            self._safely("decision", set())
            return True
        return False

    def _look_ahead(self) -> None:
        """Takings-away go between two files, however many and long those are."""
        for _path in self.publisher.look_ahead():
            if urgent := self._takings_away():
                self._some(urgent)

    def _takings_away(self) -> dict[str, float]:
        """They wait for nothing that was saved with them."""
        office = self.office
        fresh = self.watcher.glance()
        urgent = takings_away(office.content, office.accepted, fresh)
        return self.watcher.take_these(urgent)

    def _piece(self, paths: dict[str, float]) -> dict[str, float]:
        """So many that what is saved meanwhile does not wait long; the rest comes next.

        Where files went, all at once: what was moved is judged with where it went.
        """
        content = self.office.content
        if len(paths) <= PIECE or not all(stands_there(content / one) for one in paths):
            return paths
        piece = dict(islice(paths.items(), PIECE))
        self.watcher.put_back(
            {path: at for path, at in paths.items() if path not in piece}
        )
        return piece

    def _some(self, paths: dict[str, float], read_others: bool = False) -> None:
        now = time.monotonic()
        unsettled = frozenset(path for path, at in paths.items() if now - at < SETTLED)
        self._safely("content", set(paths), unsettled, read_others)
        self.watcher.put_back(
            {path: paths.get(path, 0.0) for path in self.publisher.round.waiting}
        )

    def _safely(
        self,
        because: str,
        paths: set[str] | None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> None:
        """A disk that is full or away is said, and tried again."""
        try:
            self.publisher.cycle(because, paths, unsettled, others)
        except OSError as error:
            says = f"{error.strerror}: {error.filename or self.office.config.office}"
            self.log.error("could not publish", error=error.strerror)
            try:
                saved = {"at": self.office.clock.now().isoformat(), "says": says}
                write_json(self.office.data / "build-failure.json", saved)
            except OSError:
                self.log.error("the failure cannot be written either")
            if room.is_full(error) and room.drop_ballast(self.office.data):
                self.log.error("the disk is full: the ballast makes room")
            else:
                self.stop.wait(2.0)
            self.publisher = self._new_publisher()  # nothing half done is kept in mind

    def _look_at_shelves(self) -> None:
        """What is asked for is made again, whatever else there is to do."""
        try:
            self.publisher.press.shelves.look()
        except (OSError, BuildFailed, NotReleased) as error:
            self.log.error("could not mend", error=type(error).__name__)

    def _when_idle(self) -> None:
        pulse.beat(within=pulse.WHOLE)
        publisher = self.publisher
        try:
            if publisher.later.one():
                self.watcher.woken.set()  # look for something urgent, then go on
            elif publisher.press.builder and publisher.press.builder.theme_changed():
                self._safely("theme", set())
            elif SETTINGS.stat().st_mtime_ns != self.settings:
                self.log.warning("the settings changed: starting anew")
                self.stop.set()
            else:
                self._verify()
                publisher.press.shelves.patrol()
            publisher.press.say_better(self.compressor.done())
        except (OSError, BuildFailed, NotReleased) as error:
            self.log.error(
                "could not tidy up", error=type(error).__name__, says=str(error)[:300]
            )
            self.stop.wait(1.0)

    def _verify(self) -> None:
        """Begin the comparison with a build from nothing when it is due, and take its
        result.
        """
        if self.self_check.ended() == 0:
            self.publisher.repair()
        elif not self.self_check.is_running and self.self_check.is_due():
            self.self_check.start()

    def _beat(self) -> None:
        now = time.monotonic()
        try:
            self.publisher.heartbeat.beat(HEARTBEAT)
            if now - self.said > SAY_EVERY:
                self.said = now
                self.publisher.press.say_checked()
                room.lay_ballast(self.office.data)
        except OSError as error:
            self.log.error("no heartbeat", error=error.strerror)


def run(office: Office, only_follows: bool) -> None:
    """Until TERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if only_follows:
        standby.stay(office, stop)
        return
    own = fence_of(office.database, office.data)
    standing_by = standby.Standby(office)
    with lease.held(office.data, own, stop, standing_by.go_on) as is_held:
        standing_by.end()
        if is_held:
            if not own.is_alone:
                standing_by.catch_up()
            _publish(office, stop)


def _publish(office: Office, stop: threading.Event) -> None:
    pulse.start(office.data)
    suspects.recall(office.data, office.content, office.accepted)
    gc.disable()  # what is read at the start stays: nothing of it is garbage
    try:
        Service(office, stop).run()
    except Fenced as error:
        logs.configure().error("another publisher took over", says=str(error))


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Publish an office: KAIGONG_OFFICE names its folder."
    )
    parser.add_argument(
        "--follow",
        action="store_true",
        help="follow whoever publishes on another host, and never publish",
    )
    chosen = parser.parse_args()
    patience.seconds = OF_PUBLISHERS
    run(Office.from_environ(is_served=True), chosen.follow)


if __name__ == "__main__":
    main()
