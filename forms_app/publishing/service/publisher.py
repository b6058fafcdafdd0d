"""The publisher: one process that wakes on a saved file or a committed decision and
brings it to the public page.

accept → build → release → the database follows. With the database away, takings-away
still go live and are ingested later. A look at everything (the start, a new theme)
gives way to what is urgent; what can wait is in later.py.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

from forms_app.base import progress
from forms_app.base.clock import real_now
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.base.profile import FILE
from forms_app.publishing.intake import today
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.round import Round
from forms_app.publishing.release.log import State
from forms_app.publishing.release.releaser import NotReleased, Releaser, Site
from forms_app.publishing.service import metrics
from forms_app.publishing.service.deferred import Later
from forms_app.publishing.service.full_pass import Everything
from forms_app.publishing.service.register import Register
from forms_app.publishing.service.warm import Builder
from forms_app.publishing.site.build import BuildFailed
from forms_app.publishing.site.model import Scope

T = TypeVar("T")
SELF_CHECK = "self-check"  # why: a difference is to be repaired


class Publisher:
    """What one office's publisher does; `cycle` is the way of a change on one page."""

    def __init__(self, office: Office, log: Any) -> None:
        self.office = office
        self.log = log
        office.site.mkdir(parents=True, exist_ok=True)
        self.site = Site(office.site)
        self.site.mend_after_boot()
        self.releaser = Releaser(self.site)
        self.register = Register(office, log, self.over)
        self.acceptance = Acceptance(
            office.content, office.accepted, office.data, self.over
        )
        self.round = Round()
        self.builder: Builder | None = None
        # a look at all outputs that is not finished
        self.everything: Everything | None = None
        self.later = Later(self)
        # whether such a look must give way
        self.is_urgent: Callable[[], bool] = lambda: False
        self.repair_due = False
        self.is_listening: Callable[[], bool] = lambda: True  # for what is saved
        self.beaten = time.monotonic()
        # what, how many are done, of how many
        self.at_work: tuple[str, int, int] | None = None
        # how far it is, for a terminal
        self.tell: Callable[[str], None] = lambda words: None
        # seconds from the start of the process to the end of its first round
        self.ready_after: float | None = None

    def cycle(
        self,
        because: str,
        paths: set[str] | None = None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> State | None:
        """One round, from the content files to a release; None when nothing public
        changed. `paths` None is a whole one.
        """
        office = self.office
        begun = time.monotonic()
        self.register.finish_waiting()
        paths = self._take_requests(paths)
        self.round = self.acceptance.run(
            office.clock.today(), real_now(), paths, unsettled, others
        )
        accepted = time.monotonic()
        # the start, and what is asked for by hand: counts belong to it
        if self.round.is_whole:
            self.register.follow(self.acceptance.journal, [])
            self.register.count()
        if self.round.is_whole or FILE in self.round.others:
            self.register.renew_keys()
        state = None
        try:
            scopes = self._scopes(self.round)
            if scopes is None or scopes or self._is_pin_new():
                state = self._release_or_fall_back(scopes, because, begun, accepted)
        except (BuildFailed, NotReleased) as error:
            self._give_up(str(error))
        if self.round.changes:
            self.register.follow(
                self.acceptance.journal, self.round.changes, state is not None
            )
            self.later.count_soon()
        return state

    def _take_requests(self, paths: set[str] | None) -> set[str] | None:
        """What the app asked for: looks at the register again where something changed."""
        due = self.register.take_requests()
        if due:
            self.later.count_soon()
        reasons = {request.because for request in due}
        self.repair_due = self.repair_due or SELF_CHECK in reasons
        if paths is None or "command" in reasons:
            self.register.collect(self.acceptance.verdicts, None)
            return None
        changed = self.register.collect(
            self.acceptance.verdicts, {request.subject for request in due} - {""}
        )
        return paths | {
            path for path in self.acceptance.own if Path(path).stem in changed
        }

    def _scopes(self, found: Round) -> set[Scope] | None:
        """What the round may have changed on the site, None for anything; the inputs
        are brought up to date.
        """
        if self.builder is None and not found.is_whole:
            self.acceptance.is_known = False
            found = self.round = self.acceptance.run(
                self.office.clock.today(), real_now()
            )
        accepted = self.office.accepted
        communities = list(self.acceptance.tree.communities.values())
        is_new_day = today.is_over(accepted, self.office.clock.now())
        if self.builder is None:
            if not self.releaser.number or found.changes or found.others or is_new_day:
                self._bring_inputs()
            self.builder = Builder(
                accepted, self.office.config.public_url, self.releaser.built
            )
            self.builder.load(self.acceptance.records, communities)
            return None
        scopes: set[Scope] = set()
        frame_changed = found.others or is_new_day or self.builder.theme_changed()
        figures_changed = self.builder.model.inputs.figures != read_json(
            accepted / "figures.json"
        )
        if found.changes or frame_changed or figures_changed:
            self._bring_inputs()
        if found.changes:
            scopes |= self.builder.change(found.changes)
        if frame_changed:
            if is_new_day:
                self.later.count_soon()
            touched = self.builder.frame(communities)
            return None if touched is None else scopes | touched
        if figures_changed:
            scopes |= self.builder.figures()
        return scopes

    def _bring_inputs(self) -> None:
        """Today and "as of" are inputs of a build like any other."""
        slugs = {c.slug for c in self.acceptance.tree.communities.values()}
        touched = {change.community for change in self.round.changes}
        today.bring(
            self.office.accepted,
            self.office.clock.now(),
            self.office.clock.is_demo,
            slugs,
            touched,
        )

    def take_figures(self) -> set[Scope]:
        """The counts were brought up to date; gives the scopes that show them."""
        assert self.builder
        today.bring(
            self.office.accepted,
            self.office.clock.now(),
            self.office.clock.is_demo,
            set(),
            set(),
        )
        return self.builder.figures()

    def _release_or_fall_back(
        self, scopes: set[Scope] | None, because: str, begun: float, accepted: float
    ) -> State | None:
        """With the theme that is there, or if a page cannot be made with it, with the
        last one that worked.
        """
        try:
            return self._release(scopes, because, begun, accepted)
        except BuildFailed as error:
            if not (self.builder and self.builder.fall_back(str(error))):
                raise
        self._look_at_everything(because)
        return self._release(scopes, because, begun, accepted)

    def _release(
        self, scopes: set[Scope] | None, because: str, begun: float, accepted: float
    ) -> State | None:
        assert self.builder, "scopes come from it"
        if scopes is None:
            self._look_at_everything(because)
            return self.go_on(begun, accepted)
        gone: set[str] = set()
        wanted = self.later.put_off(scopes, self.round, gone)
        made = list(self.builder.build(wanted, gone))
        built = time.monotonic()
        steps = {"accept": _ms(accepted - begun), "build": _ms(built - accepted)}
        said: dict[str, Any] = {
            "because": because,
            "now": self.office.clock.now(),
            "audit_head": self.register.head,
        }
        state = self.releaser.release(made, gone, steps=steps, **said)
        if self.everything:
            self.everything.overtaken(wanted, gone)
        self._released(state, because, steps, begun)
        return state

    def _look_at_everything(self, because: str) -> None:
        assert self.builder
        if self.everything:
            self.everything.give_up()
        self.everything = Everything(self.builder, self.releaser, because)

    def go_on(
        self, begun: float | None = None, accepted: float | None = None
    ) -> State | None:
        """Go on looking at everything, until something is urgent; gives the release
        when all is looked at.
        """
        everything = self.everything
        builder = self.builder
        assert everything and builder
        begun = begun or time.monotonic()
        if not everything.go_on(
            self.is_urgent if self.releaser.number else self._tells_progress
        ):
            return None
        self.everything = None
        steps = {
            "accept": _ms((accepted or begun) - begun),
            "build": _ms(time.monotonic() - (accepted or begun)),
        }
        said: dict[str, Any] = {
            "because": everything.because,
            "now": self.office.clock.now(),
            "audit_head": self.register.head,
        }
        state = self.releaser.release_kept(
            everything.kept, everything.gone(), steps=steps, **said
        )
        builder.theme_works()
        self._released(state, everything.because, steps, begun)
        return state

    def over(self, what: str, items: Collection[T]) -> Iterable[T]:
        """The items; whoever waits is told how many of them are done."""
        try:
            for done, item in enumerate(items):
                if done % 100 == 99:
                    self.at_work = (what, done, len(items))
                    self.beat(at_most_every=1.0)
                yield item
        finally:
            self.at_work = None

    def _tells_progress(self) -> bool:
        """Before the first release nothing is urgent; whoever waits for it is told how
        far it is.
        """
        self.beat(at_most_every=1.0)
        return False

    def resume(self) -> None:
        """Go on looking at everything when nothing is urgent."""
        try:
            self.go_on()
        except (BuildFailed, NotReleased) as error:
            if self.builder and self.builder.fall_back(str(error)):
                self._look_at_everything("theme")
            else:
                self._give_up(str(error))

    def release(self, scopes: set[Scope], because: str) -> None:
        """These, at once."""
        assert self.builder
        gone: set[str] = set()
        made = list(self.builder.build(scopes, gone))
        self.releaser.release(
            made,
            gone,
            because=because,
            now=self.office.clock.now(),
            audit_head=self.register.head,
        )
        if self.everything:
            self.everything.overtaken(scopes, gone)

    def _released(
        self, state: State | None, because: str, steps: dict[str, float], begun: float
    ) -> None:
        self._say(self.builder.theme_fault if self.builder else "")
        if state:
            took = time.monotonic() - begun
            self.log.info(
                "released", release=state.number, because=because, ms=_ms(took)
            )
            metrics.released(
                {**steps, "release": _ms(took) - sum(steps.values())},
                took,
                len(self.releaser.shown),
            )

    def _give_up(self, failure: str) -> None:
        """Whatever was half made is looked at again as a whole."""
        if self.everything:
            self.everything.give_up()
        self.builder = self.everything = None
        self._say(failure)

    def _say(self, failure: str) -> None:
        """To staff, in words; nothing when all is well."""
        path = self.office.data / "build-failure.json"
        if not failure:
            path.unlink(missing_ok=True)
            return
        write_json(path, {"at": self.office.clock.now().isoformat(), "says": failure})
        self.log.error("build failed")
        metrics.failures.inc()

    def repair(self) -> None:
        """Make again what the last self-check found, whatever the keys say; everything
        is looked at as at the start.
        """
        self.repair_due = False
        different = read_json(self.office.data / "self-check.json").get("different", [])
        if not different:
            return
        metrics.differences.inc(len(different))
        self.log.error(
            "the site differed from a build from nothing", files=len(different)
        )
        for path in set(different) & self.releaser.built.keys():
            self.releaser.built[path] = (self.releaser.built[path][0], "")
        self.builder = None
        self.acceptance.is_known = False
        self.cycle(SELF_CHECK)

    def _is_pin_new(self) -> bool:
        pinned = self.site.pinned()
        return (pinned or {}).get("number") != (self.releaser.pinned or {}).get(
            "number"
        )

    def say_checked(self) -> None:
        """In version.json: the publisher is alive, and what is out is what it knows."""
        if self.releaser.number:
            self.releaser.links.say_version(
                self.releaser.number, self.office.clock.now()
            )

    def say_better(self, paths: list[str]) -> None:
        if paths:
            self.releaser.better(paths)

    def beat(self, at_most_every: float = 0.0) -> None:
        """What healthz, the staff page and whoever waits for the first release read."""
        if time.monotonic() - self.beaten < at_most_every:
            return
        self.beaten = time.monotonic()
        saved: dict[str, Any] = {
            "pid": os.getpid(),
            "at": time.time(),
            "release": self.releaser.number or None,
            "listening": self.is_listening(),
        }
        making = ("make", *self.everything.progress()) if self.everything else None
        at_work = self.at_work or making
        saved |= {"ready_after": self.ready_after, "at_work": at_work}
        self.tell(progress.words(at_work))
        write_json(self.office.data / "publisher.json", saved)
        metrics.save(self.office.data)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
