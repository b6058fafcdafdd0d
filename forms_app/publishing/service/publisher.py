"""The publisher: one process that wakes on a saved file or a committed decision and
brings it to the public page.

accept → build → release → the database follows. With the database away, takings-away
still go live and are ingested later. What is made of it and released is press.py, what
can wait is in deferred.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from forms_app.base import pulse
from forms_app.base.clock import real_now
from forms_app.base.contentfile.campaign_folder import is_decision, key_of
from forms_app.base.contentfile.reading import Unreadable
from forms_app.base.documents.document import Document
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.profile import FILE
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.publishing.intake import today
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.ahead import judge_ahead
from forms_app.publishing.intake.check import accepted_frame
from forms_app.publishing.intake.first import FirstLook
from forms_app.publishing.intake.moved import bring_late_edits
from forms_app.publishing.intake.round import Round
from forms_app.publishing.intake.shared_journal import journal_of
from forms_app.publishing.intake.shared_versions import SharedVersions
from forms_app.publishing.release.site import NotReleased
from forms_app.publishing.release.state import State
from forms_app.publishing.service import metrics
from forms_app.publishing.service.deferred import Later
from forms_app.publishing.service.heartbeat import Heartbeat
from forms_app.publishing.service.press import Press
from forms_app.publishing.service.register import Register
from forms_app.publishing.service.stopwatch import Stopwatch
from forms_app.publishing.service.warm import Builder
from forms_app.publishing.site.build import BuildFailed
from forms_app.publishing.site.model import Scope

SELF_CHECK = "self-check"  # why: a difference is to be repaired


class Publisher:
    """What one office's publisher does; `cycle` is the way of a change on one page."""

    def __init__(self, office: Office, log: Any) -> None:
        self.office = office
        office.site.mkdir(parents=True, exist_ok=True)
        self.log = log
        self.heartbeat = Heartbeat(office)
        self.register = Register(office, log, self.heartbeat.over)
        self.press = Press(office, log, self.register, self.heartbeat)
        self.site = self.press.site
        self.releaser = self.press.releaser
        self.acceptance = Acceptance(
            office.content,
            office.accepted,
            office.data,
            self.heartbeat.over,
            self.register.decided_by,
            journal_of(office),
        )
        self.versions = SharedVersions(office)
        self.round = Round()
        self.has_begun = False
        self.confirmed: set[str] = set()  # since the last round, by a second account
        self.told_waits: dict[str, str] | None = None
        self.later = Later(self.press, self.register, self.repair)

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
        self.register.finish_waiting()
        self.register.take_confirmations()
        if not self.has_begun:
            self.has_begun = True
            self._take_away_first()
        late = (
            bring_late_edits(self.office.content) if paths is None or others else set()
        )
        paths = None if paths is None else paths | late
        watch = Stopwatch()
        paths = self._take_requests(paths)
        others = others or any(not is_decision(one) for one in self.confirmed)
        self.round = self._accept(paths, unsettled, others)
        watch.lap("accept")
        pulse.beat(within=pulse.WHOLE)
        # the start, and what is asked for by hand: counts belong to it
        if self.round.is_whole:
            self.register.follow(self.acceptance.journal, [])
            self.register.count()
        if self.round.is_whole or FILE in self.round.others:
            self.register.renew_keys()
        state = self._publish(because, watch)
        if self.round.changes or self.round.scheduled:
            self.register.follow(
                self.acceptance.journal, self.round.changes, state is not None
            )
            self.later.count_soon()
        self._tell()
        return state

    def _tell(self) -> None:
        """The register knows which texts wait for a second account, the public log what
        was decided.
        """
        if self.round.is_whole or self.round.others:
            self.press.scribe.is_due = True
        self.press.scribe.follow()
        self.register.share(self.versions, self.round)
        waits = self.acceptance.countersigned.waits
        is_new = self.acceptance.is_known and waits != self.told_waits
        if is_new and self.register.follow_waits(waits):
            self.told_waits = dict(waits)

    def _accept(
        self,
        paths: set[str] | None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> Round:
        at = self.office.clock.now()
        return self.acceptance.run(at.date(), real_now(), paths, unsettled, others, at)

    def look_ahead(self) -> Iterator[str]:
        """Judge and read what is new among all files but the enterprises, one by one, so
        that the round has little left to do; gives the path of each that is done.
        """
        for relative, found in judge_ahead(self.acceptance.tree, self.office.content):
            if self.press.builder and isinstance(found.record, Document):
                with suppress(Unreadable):  # mended, it is read once it is accepted
                    self.press.builder.read_ahead(relative, found.text)
            yield relative

    def _take_away_first(self) -> None:
        """What takes away is public before a start reads anything else."""
        office = self.office
        accepting = self.acceptance
        watch = Stopwatch()
        first = FirstLook.at(office.content, office.accepted, accepting.known)
        if not first.takes_away or not self.releaser.number:
            return
        day = office.clock.today()
        tree = accepted_frame(office.accepted)
        self.round = accepting.take_away(day, real_now(), first.takes_away, tree)
        watch.lap("accept")
        changes = self.round.changes
        if changes:
            records = first.records(accepting.accepted, accepting.known, tree, day)
            self._release_first(records, watch)
            self.register.follow(accepting.journal, changes, are_public=True)

    def _release_first(
        self, records: dict[str, EnterpriseFile], watch: Stopwatch
    ) -> None:
        """The pages of this round alone. The builder knows no more than what was
        accepted before, so that it is not kept.
        """
        press = self.press
        gone: set[str] = set()
        self._bring_inputs()
        try:
            builder = self._new_builder(records)
            scopes = builder.change(self.round.changes)
            press.builder = builder
            wanted = self.later.put_off(scopes, self.round, gone)
            press.bring_out(wanted, gone, "taking away", watch)
            press.builder = None
        except (BuildFailed, NotReleased) as error:
            press.give_up(str(error))

    def _new_builder(self, records: dict[str, EnterpriseFile]) -> Builder:
        """With everything that is accepted."""
        public_url = self.office.config.public_url
        builder = Builder(self.office.accepted, public_url, self.releaser.built)
        builder.load(records, list(self.acceptance.tree.communities.values()))
        return builder

    def _publish(self, because: str, watch: Stopwatch) -> State | None:
        """Release what the round changed, but for what can wait; a failure is said to
        staff.
        """
        press = self.press
        gone: set[str] = set()
        try:
            scopes = self._scopes(self.round)
            if scopes is None:
                return press.bring_out(None, gone, because, watch)
            if not scopes and not press.is_pin_new():
                return None
            wanted = self.later.put_off(scopes, self.round, gone)
            return press.bring_out(wanted, gone, because, watch)
        except (BuildFailed, NotReleased) as error:
            press.give_up(str(error))
            return None

    def _take_requests(self, paths: set[str] | None) -> set[str] | None:
        """What the app asked for: looks at the register again where something changed."""
        due = self.register.take_requests()
        if due:
            self.later.count_soon()
        reasons = {request.because for request in due}
        self.later.repair_due = self.later.repair_due or SELF_CHECK in reasons
        self.confirmed = set()
        if due or paths is None:
            self.confirmed = self.register.confirmed(self.acceptance.countersigned)
        if paths is None or "command" in reasons:
            self.register.collect(self.acceptance.verdicts, None)
            return None
        changed = self.register.collect(
            self.acceptance.verdicts, {request.subject for request in due} - {""}
        )
        decisions = set(filter(is_decision, self.confirmed))
        return (
            paths
            | decisions
            | {
                path
                for path in self.acceptance.own
                if not changed.isdisjoint({key_of(path), Path(path).stem})
            }
        )

    def _scopes(self, found: Round) -> set[Scope] | None:
        """What the round may have changed on the site, None for anything; the inputs
        are brought up to date.
        """
        if self.press.builder is None and not found.is_whole:
            self.acceptance.is_known = False
            found = self.round = self._accept(None)
        accepted = self.office.accepted
        communities = list(self.acceptance.tree.communities.values())
        is_new_day = today.is_over(accepted, self.office.clock.now())
        builder = self.press.builder
        if builder is None:
            if not self.releaser.number or found.changes or found.others or is_new_day:
                self._bring_inputs()
            self.press.builder = self._new_builder(self.acceptance.records)
            return None
        scopes: set[Scope] = set()
        frame_changed = found.others or is_new_day or builder.theme_changed()
        figures_changed = builder.model.inputs.figures != read_json(
            accepted / "figures.json"
        )
        if found.changes or frame_changed or figures_changed:
            self._bring_inputs()
        if found.changes:
            scopes |= builder.change(found.changes)
        if frame_changed:
            if is_new_day:
                self.later.count_soon()
                self.press.scribe.is_due = True
            touched = builder.frame(communities)
            return None if touched is None else scopes | touched
        if figures_changed:
            scopes |= builder.figures()
        return scopes

    def _bring_inputs(self) -> None:
        """Today and "as of" are inputs of a build like any other."""
        touched = {change.area for change in self.round.changes}
        today.bring(
            self.office.accepted,
            self.office.clock.now(),
            self.office.clock.is_demo,
            self.acceptance.tree.areas,
            touched,
        )

    def repair(self) -> None:
        """Make again what the last self-check found, whatever the keys say; everything
        is looked at as at the start.
        """
        self.later.repair_due = False
        different = read_json(self.office.data / "self-check.json").get("different", [])
        if not different:
            return
        metrics.differences.inc(len(different))
        self.log.error(
            "the site differed from a build from nothing", files=len(different)
        )
        self.press.shelves.mend(different)
        self.releaser.forget(different)
        self.press.builder = None
        self.acceptance.is_known = False
        self.cycle(SELF_CHECK)
