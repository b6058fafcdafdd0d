"""The publisher: one process that wakes on a saved file or a committed decision and brings it to the public page.

accept → build → release → the database follows. With the database away, takings-away still go live and are ingested
later. Counts, the whole list in one file, better compression and the self-check come when there is nothing more urgent.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from forms_app import audit, rebuilds
from forms_app.clock import real_now
from forms_app.db import Busy, DatabaseAway
from forms_app.office import Office
from forms_app.publishing import figures, measure
from forms_app.publishing.accept import Acceptance, Round
from forms_app.publishing.build import BuildFailed
from forms_app.publishing.ingest import ingest
from forms_app.publishing.release import NotReleased, Releaser, Site
from forms_app.publishing.releases import State
from forms_app.publishing.site.model import LATE, WHOLE, Scope
from forms_app.publishing.warm import Builder
from forms_app.resumption.decisions import finish_waiting
from forms_app.resumption.ingest import mark_public
from forms_app.saved import read_json, write_json

WHOLE_AT_ONCE = 20_000  # rows; a longer list leaves its whole-list files out until they are written again
WHOLE_LATE = 5.0  # seconds that the whole list in one file may be behind additions
AT_A_TIME = 100  # entries whose rows are made before they are needed
SOON = 1.0  # seconds between two counts


class Publisher:
    """What one office's publisher does; `cycle` is the way of a change on one page."""

    def __init__(self, office: Office, log: Any) -> None:
        self.office, self.log = office, log
        office.site.mkdir(parents=True, exist_ok=True)
        self.site = Site(office.site)
        self.site.mend_after_boot()
        self.releaser = Releaser(self.site)
        self.acceptance = Acceptance(office.content, office.accepted, office.data)
        self.builder: Builder | None = None
        self.head = ""
        self.ready_after: float | None = None  # seconds from the start of the process to the end of its first round
        self.day: date | None = None  # the office day of the last whole round
        self.whole_due = self.figures_due = 0.0  # monotonic; 0 when nothing is due

    def cycle(
        self,
        because: str,
        paths: set[str] | None = None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> State | None:
        """One round, from the content files to a release; None when nothing public changed. `paths` None is a whole one."""
        office, begun = self.office, time.monotonic()
        self._with_database(lambda: finish_waiting(office))
        paths = self._take_requests(paths)
        self.round = self.acceptance.run(office.clock.today(), real_now(), paths, unsettled, others)
        accepted = time.monotonic()
        if paths is None:
            self.day = office.clock.today()
        if self.round.is_whole:  # the start, and what is asked for by hand: counts belong to it
            self._follow()
            self._with_database(lambda: figures.collect(office))
        try:
            scopes = self._scopes(self.round)
            is_due = scopes is None or scopes or self._is_pin_new()
            state = self._release(scopes, because, begun, accepted) if is_due else None
        except (BuildFailed, NotReleased) as error:
            self._say(str(error))
            self.builder = None  # whatever was half made is looked at again as a whole
            state = None
        if self.round.changes:
            self._follow(state is not None)
        return state

    def _take_requests(self, paths: set[str] | None) -> set[str] | None:
        """What the app asked for: looks at the register again where something changed."""
        due = self._with_database(self._due) or []
        if paths is not None and {request.because for request in due} & {"command"}:
            paths = None
        about = {request.subject for request in due if request.subject}
        changed = self._with_database(lambda: self._collect(None if paths is None else about)) or set()
        if due:
            self._with_database(lambda: self._take([request.id for request in due]))
            self.figures_due = self.figures_due or time.monotonic() + SOON
        if paths is None:
            return None
        waiting = {path for path in self.acceptance.own if Path(path).stem in changed}
        return paths | waiting

    def _collect(self, references: set[str] | None) -> set[str]:
        if references is not None and not references:
            return set()
        with self.office.database.reading() as session:
            return self.acceptance.verdicts.collect(session, references)

    def _scopes(self, found: Round) -> set[Scope] | None:
        """What the round may have changed on the site, None for anything; the inputs are brought up to date."""
        new_day = read_json(self.office.accepted / "today.json").get("today") != self.office.clock.today().isoformat()
        if self.builder is None and not found.is_whole:
            self.acceptance.is_known = False
            found = self.round = self.acceptance.run(self.office.clock.today(), real_now())
        communities = list(self.acceptance.tree.communities.values())
        if self.builder is None:
            self._set_today(
                found, communities, is_new=not self.releaser.number or bool(found.changes or found.others) or new_day
            )
            self.builder = Builder(self.office.accepted, self.office.config.public_url, self.releaser.built)
            self.builder.load(self.acceptance.records, communities)
            return None
        scopes: set[Scope] = set()
        figures_changed = self.builder.model.inputs.figures != read_json(self.office.accepted / "figures.json")
        if found.changes or found.others or new_day or figures_changed or self.builder.theme_changed():
            self._set_today(found, communities, is_new=True)
        if found.changes:
            scopes |= self.builder.change(found.changes)
        if found.others or new_day or self.builder.theme_changed():
            touched = self.builder.frame(communities)
            return None if touched is None else scopes | touched
        if figures_changed:
            scopes |= self.builder.figures()
        return scopes

    def _release(self, scopes: set[Scope] | None, because: str, begun: float, accepted: float) -> State | None:
        assert self.builder, "scopes come from it"
        gone: set[str] = set()
        made = self.builder.build(None if scopes is None else self._put_off(scopes, gone), gone)
        if scopes is not None:
            made = iter(list(made))  # so that building and releasing can be told apart
        built, now = time.monotonic(), self.office.clock.now()
        steps = {"accept": _ms(accepted - begun), "build": _ms(built - accepted)}
        state = self.releaser.release(made, gone, because=because, now=now, audit_head=self.head, steps=steps)
        self._say(self.builder.theme_fault)
        if state:
            took = time.monotonic() - begun
            self.log.info("released", release=state.number, because=because, ms=_ms(took))
            measure.released({**steps, "release": _ms(took) - sum(steps.values())}, took, len(self.releaser.shown))
        return state

    def _say(self, failure: str) -> None:
        """To staff, in words; nothing when all is well."""
        path = self.office.data / "build-failure.json"
        if not failure:
            path.unlink(missing_ok=True)
            return
        write_json(path, {"at": self.office.clock.now().isoformat(), "says": failure})
        self.log.error("build failed")
        measure.failures.inc()

    def _put_off(self, scopes: set[Scope], gone: set[str]) -> set[Scope]:
        """Counts may wait. The whole list in one file may for additions, never for removals: then it is written, or
        left out for a moment."""
        if WHOLE not in scopes:
            return scopes
        self.figures_due = self.figures_due or time.monotonic() + SOON
        scopes = scopes - {LATE}
        assert self.builder
        takes_away = any(
            c.what in {"withdrawn", "checking"} or not _says(c.text, "approved") for c in self.round.changes
        )
        if not takes_away:
            self.whole_due = self.whole_due or time.monotonic() + WHOLE_LATE
        elif sum(map(len, self.builder.model.lists.values())) > WHOLE_AT_ONCE:
            self.whole_due = time.monotonic()
            gone |= {"data/enterprises.json", "data/enterprises.csv"}
        else:
            self.whole_due = 0.0
            return scopes
        return scopes - {WHOLE}

    def _follow(self, is_public: bool = False) -> None:
        """The database follows the journal; then it is known since when the changes are public."""
        now = self.office.clock.now()
        references = {change.reference for change in self.round.changes}

        def work() -> bool:
            ingest(self.office, self.acceptance.journal, now)
            if is_public and references:
                with self.office.database.writing() as session:
                    mark_public(session, references, now)
            with self.office.database.reading() as session:
                self.head = audit.head(session)
            return True

        if self._with_database(work) and references:
            self.figures_due = self.figures_due or time.monotonic() + SOON

    def when_idle(self) -> bool:
        """One piece of what can wait; False when nothing is left to do."""
        now = time.monotonic()
        if self.whole_due and now >= self.whole_due and self.builder:
            self.whole_due = 0.0
            self.round = Round()
            self._release_some({WHOLE}, "whole list")
            return True
        if self.figures_due and now >= self.figures_due and self.builder:
            self.figures_due = 0.0
            scopes: set[Scope] = {LATE}
            if self._with_database(lambda: figures.collect(self.office)):
                self._set_today(Round(), [], is_new=True)
                scopes = self.builder.figures()
            self._release_some(scopes, "figures")
            return True
        if self.releaser.tidy():
            return True
        return self.builder is not None and self.builder.warm_up(AT_A_TIME)

    def _release_some(self, scopes: set[Scope], because: str) -> None:
        assert self.builder
        gone: set[str] = set()
        made = list(self.builder.build(scopes, gone))
        self.releaser.release(made, gone, because=because, now=self.office.clock.now(), audit_head=self.head)

    def settle(self) -> None:
        """Do at once what was put off."""
        while self.whole_due or self.figures_due:
            self.whole_due, self.figures_due = min(self.whole_due, 1e-9), min(self.figures_due, 1e-9)
            self.when_idle()

    def make_again(self, paths: list[str]) -> None:
        """These outputs, whatever their keys say; everything is looked at as at the start."""
        if self.builder:
            self.builder.forget(paths)
        self.builder, self.acceptance.is_known = None, False
        self.cycle("self-check")

    def _is_pin_new(self) -> bool:
        pinned = self.site.pinned()
        return (pinned or {}).get("number") != (self.releaser.pinned or {}).get("number")

    def _set_today(self, found: Round, communities: list[Any], is_new: bool) -> None:
        """Today and "as of" are inputs of a build like any other."""
        if not is_new:
            return
        now, path = self.office.clock.now(), self.office.accepted / "today.json"
        as_of = f"{now:%Y-%m-%d %H:%M}"
        lists: dict[str, str] = read_json(path).get("list_as_of", {})
        touched = {change.community for change in found.changes} | {c.slug for c in communities} - set(lists)
        lists |= dict.fromkeys(touched, as_of)
        saved = {
            "today": now.date().isoformat(),
            "as_of": as_of,
            "demo": self.office.clock.is_demo,
            "list_as_of": lists,
        }
        write_json(path, saved)

    def _due(self) -> list[rebuilds.RebuildRequest]:
        with self.office.database.reading() as session:
            return rebuilds.due(session)

    def _take(self, ids: list[int]) -> None:
        with self.office.database.writing() as session:
            rebuilds.take(session, ids)

    def is_asked(self) -> bool:
        return bool(self._with_database(self._due))

    def _with_database(self, work: Callable[[], Any]) -> Any:
        """The result; None when the database is away: the files go on without it."""
        try:
            return work()
        except (Busy, DatabaseAway) as error:
            self.log.error("database away", error=type(error).__name__)
            return None

    def say_checked(self) -> None:
        """In version.json: the publisher is alive, and what is out is what it knows."""
        if self.releaser.number:
            self.releaser.say_version(self.releaser.number, self.office.clock.now())

    def say_better(self, paths: list[str]) -> None:
        if paths:
            self.releaser.better(paths)

    def beat(self) -> None:
        """What healthz and the staff page read."""
        state = {"release": self.releaser.number or None, "ready_after": self.ready_after}
        saved = {"pid": os.getpid(), "at": time.time(), **state}
        write_json(self.office.data / "publisher.json", saved)
        measure.save(self.office.data)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _says(text: str | None, status: str) -> bool:
    return bool(text) and f"\nStatus: {status}\n" in (text or "")
