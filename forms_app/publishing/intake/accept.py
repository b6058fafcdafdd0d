"""Accepting content files: comparing content/ with the last good copies, and deciding
what may become public.

A faulty file keeps its last accepted version; a fault never keeps a permission alive;
taking away never waits.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain
from pathlib import Path
from time import time_ns

from forms_app.base.contentfile.campaign_folder import key_of
from forms_app.base.contentfile.faults import Fault
from forms_app.base.progress import Over, quietly
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.publishing.intake import authors, faults_file, others, working_copy
from forms_app.publishing.intake.accepted import Accepted, record_of
from forms_app.publishing.intake.check import Memory, check_others
from forms_app.publishing.intake.countersigned import Countersigned
from forms_app.publishing.intake.decisions import Decisions, Edit
from forms_app.publishing.intake.enterprises import (
    check_enterprise,
    check_enterprises,
)
from forms_app.publishing.intake.file import named_well
from forms_app.publishing.intake.file_index import Known, as_accepted
from forms_app.publishing.intake.journal import FILE, Finding, Journal, numbered
from forms_app.publishing.intake.judge import DecidedBy, nobody
from forms_app.publishing.intake.media import Media
from forms_app.publishing.intake.owners import Owners
from forms_app.publishing.intake.removals import Removals, hold
from forms_app.publishing.intake.round import Round
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.verdicts import Verdicts
from forms_app.publishing.intake.waiting import WaitingRoom
from forms_app.publishing.intake.walk import (
    ContentUnavailable,
    of_enterprises,
    stamps,
    stands_there,
)

UNREADABLE = "内容文件夹是空的，或者读不出来（可能没有挂载）；网站保持原样"
ASKED = "文件不见了，和别的文件一起；先留在名单上，请在“发布”页确认，或放回去"


class Acceptance:
    """Keeps what it knows, so that a round costs what changed."""

    def __init__(
        self,
        content: Path,
        accepted: Path,
        data: Path,
        over: Over = quietly,
        decided_by: DecidedBy = nobody,
        journal: Journal | None = None,
    ) -> None:
        self.content = content
        self.data = data
        self.over = over
        self.journal = journal or Journal(data / FILE)
        self.journal.settle()
        self.accepted = Accepted(accepted, self.journal, over)
        self.verdicts = Verdicts(accepted)
        self.countersigned = Countersigned(accepted)
        self.memory = Memory(Media(content, accepted), self.countersigned)
        known_by = (self.journal, self.verdicts, decided_by, self.countersigned)
        self.decisions = Decisions(content, self.accepted, *known_by)
        self.sequence = self.journal.last_sequence()
        self.tree = CheckedTree()
        self.is_known = False  # whether the content was looked at as a whole
        # by path: the fault that accepting found in a file that is good by itself
        self.own: dict[str, Fault] = {}
        self.held: dict[str, list[str]] = {}
        self.known = Known(data / "known")
        self.room = WaitingRoom(data)
        self.day: date | None = None  # of the last round
        self.owners = Owners()
        self.records: dict[str, EnterpriseFile] = {}  # by key, of a whole round
        self.found: list[Finding] = []  # since the last commit

    def run(
        self,
        today: date,
        now: datetime,
        paths: set[str] | None = None,
        unsettled: frozenset[str] = frozenset(),
        with_others: bool = False,
        at: datetime | None = None,
    ) -> Round:
        """One round: over everything, or over the enterprise files of `paths` and
        perhaps all other files.

        Of an `unsettled` path only what is good is taken: an editor may be between
        emptying and filling it. `at`: the moment in the office, if not the real one.
        """
        self._begin(today, now)
        self.at = at or now
        try:
            again = None
            if paths is not None and self.is_known:
                again = self._run_others(with_others)
            if paths is None or again is None:
                self._run_whole()
            else:
                self._run_some(paths | again, unsettled)
        except ContentUnavailable as error:
            self.own = {".": Fault(".", 0, UNREADABLE, {}, str(error))}
            self.tree = CheckedTree()
            self.is_known = False
        self._commit()
        self._tell()
        self.round.held = self.held
        return self.round

    def take_away(
        self, today: date, now: datetime, paths: set[str], tree: CheckedTree
    ) -> Round:
        """These alone, judged by a tree of what is accepted, before a start (first.py)."""
        self._begin(today, now)
        self.tree = tree
        self._run_some(paths, frozenset())
        self._commit()
        return self.round

    def _begin(self, today: date, now: datetime) -> None:
        self.today = today
        self.now = now
        self.round = Round()

    def _run_whole(self) -> None:
        read_at = time_ns()
        content = stamps(self.content)
        kept = stamps(self.accepted.folder)
        self.tree = self._check_others()
        self.is_known = True
        self.round.is_whole = True
        self.day = self.today
        self.own = {}
        self._accept_others()
        self.owners = Owners(kept)
        as_they_were = dict(content)
        for relative in self.owners.of(self.accepted.standing):
            as_they_were.pop(relative, None)
        known = self.known.recall(as_they_were, kept, self.tree.frame, self.today)
        self.records = {record.key: record for record in known.values()}
        check_enterprises(self.tree, self.content, self.today, known, self.over)
        self._accept_enterprises(
            (self.tree.enterprises_seen | kept.keys()) - known.keys(), frozenset()
        )
        self._commit()
        for relative in (*known, *self.own, *self.tree.faults_of):
            content.pop(relative, None)
        good = as_accepted(self.records, self.owners, content, self.accepted.folder)
        self.known.note(good, self.tree.frame, read_at)

    def _run_some(self, paths: set[str], unsettled: frozenset[str]) -> None:
        for relative in paths:
            self.tree.forget(relative)
        there = [path for path in paths if stands_there(self.content / path)]
        for relative in named_well(self.tree, there):
            self.tree.enterprises_seen.add(relative)
            check_enterprise(self.tree, self.content, relative, self.today)
        self._accept_enterprises(paths, unsettled)

    def _run_others(self, with_others: bool) -> set[str] | None:
        """All but the enterprises, when asked; gives the enterprise files to judge
        again, None for every one.

        A faulty file may be good on another day, or beside a new notice. A good one
        stays good, unless something that it may rest on is gone.
        """
        before = self.tree
        is_new_day = self.day != self.today
        if (self.day and self.today < self.day) or not self.content.is_dir():
            return None
        if with_others:
            tree = self._check_others()
            if not tree.frame.widens(before.frame):
                return None
            tree.enterprises_seen = before.enterprises_seen
            tree.faults_of |= of_enterprises(before.faults_of)
            self.own = of_enterprises(self.own)
            self.tree = tree
            self._accept_others()
        self.day = self.today
        if not is_new_day and self.tree.frame == before.frame:
            return set()
        return {*of_enterprises(self.tree.faults_of), *of_enterprises(self.own)}

    def _check_others(self) -> CheckedTree:
        kept = self.accepted.folder
        return check_others(self.content, kept, self.memory, self.at)

    def is_due(self, at: datetime) -> bool:
        """Whether the minute of a document has come."""
        return self.tree.changes_at is not None and self.tree.changes_at <= at

    def _accept_others(self) -> None:
        taken = others.accept(self.content, self.accepted, self.tree, self.room)
        self.found += taken.findings
        self.round.others |= taken.changed
        self.own |= {fault.path: fault for fault in taken.faults}

    def _accept_enterprises(self, paths: set[str], unsettled: frozenset[str]) -> None:
        missing = set()
        for relative in self.over("accept", sorted(paths)):
            if relative not in self.tree.enterprises_seen:
                missing.add(relative)
            elif relative in unsettled and relative not in self.tree.enterprises:
                self.tree.faults_of.pop(relative, None)
                self.round.waiting.add(relative)
            else:
                self._accept_enterprise(relative)
        held = self.owners.of(chain.from_iterable(self.held.values()))
        self.round.waiting |= set(filter(self.owners.owns, missing & unsettled))
        self._withdraw(missing.union(held) - self.tree.enterprises_seen - unsettled)

    def _accept_enterprise(self, relative: str) -> None:
        record = self.tree.enterprises.pop(relative, None)
        before = self.accepted.read(relative)
        self.own.pop(relative, None)
        self.countersigned.forget(relative)
        if record is None or not self._accept(relative, record, before):
            self._note(self.decisions.hold_back(relative, before))
            record = None
        if self.round.is_whole:
            self._remember(record or record_of(before, key_of(relative)))

    def _remember(self, kept: EnterpriseFile | None) -> None:
        if kept and self.round.is_whole:
            self.records[kept.key] = kept

    def _accept(
        self, relative: str, record: EnterpriseFile, before: str | None
    ) -> bool:
        """A file that is good by itself; False where it must wait."""
        text = self.tree.texts.pop(relative)
        twin = self._first_twin(record.key)
        edit = Edit(relative, record, text, before, twin)
        if fault := self.decisions.fault_of(edit):
            self.own[relative] = fault
            return False
        self.owners.add(relative)
        self._note(self.decisions.accept(edit))
        return True

    def _first_twin(self, key: str) -> str | None:
        """The accepted file of another record with the same code."""
        twins = self.owners.of(self.decisions.twins(key))
        return next((one for one in twins if one in self.tree.enterprises_seen), None)

    def _withdraw(self, gone: set[str]) -> None:
        for relative in gone:
            self.own.pop(relative, None)
        removals = Removals(self.content, self.data, self.journal, self.now)
        found = removals.among(gone, self.owners)
        self.held = {
            area: list(map(key_of, paths)) for area, paths in found.asked.items()
        }
        for relative in chain.from_iterable(found.asked.values()):
            self.own[relative] = Fault(relative, 0, ASKED)
            self._remember(self.accepted.record(relative))
        for relative in found.meant:
            self._note(self.decisions.withdraw(relative))
            self.owners.remove(relative)
            twins = self.decisions.twins(key_of(relative))
            # one may take its place
            self.round.waiting |= {one for one in self.own if key_of(one) in twins}

    def _note(self, found: Finding | None) -> None:
        if found:
            self.found.append(found)

    def _commit(self) -> None:
        """The journal first; then the accepted tree, which a crash in between is
        brought after.
        """
        who = authors.of_findings(self.content, self.found)
        changes = numbered(self.found, who, self.sequence, self.now, self.today)
        self.sequence += len(changes)
        self.journal.append(changes)
        self.accepted.apply(changes)
        self.round.scheduled += [one for one in changes if one.is_document]
        self.round.changes += [one for one in changes if not one.is_document]
        self.found = []
        hold(self.accepted.folder, self.held)

    def _tell(self) -> None:
        aside = working_copy.faults(self.content, self.data)
        every = [*self.tree.faults, *self.own.values(), *aside]
        self.round.faults = sorted(every, key=lambda fault: (fault.path, fault.line))
        faults_file.write(self.content, self.data, self.round.faults)
        if self.is_known:
            self.room.keep(self.tree.waiting)
