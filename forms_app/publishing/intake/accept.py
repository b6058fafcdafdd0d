"""Accepting content files: comparing content/ with the last good copies, and deciding
what may become public.

A faulty file keeps its last accepted version; a fault never keeps a permission alive;
taking away never waits.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path
from time import time_ns

from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import file_hash, write_aside
from forms_app.base.jsonfiles import write_json
from forms_app.base.progress import Over, quietly
from forms_app.permits.enterprises.content import (
    EnterpriseFile,
    Status,
    readable_status,
)
from forms_app.publishing.intake import authors, judge, sweep
from forms_app.publishing.intake.accepted import Accepted, record_of
from forms_app.publishing.intake.check import (
    CheckedTree,
    check_enterprise,
    check_enterprises,
    check_others,
    named_well,
)
from forms_app.publishing.intake.file_index import Known
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.kinds import SECTIONS
from forms_app.publishing.intake.verdicts import Verdict, Verdicts
from forms_app.publishing.intake.walk import (
    FAULTS_FILE,
    ContentUnavailable,
    is_there,
    stamp,
    stamps,
)

OTHERS = ("communities", *SECTIONS, "rules")


@dataclass
class Round:
    """What one round of accepting found: changes of enterprise files, and the other
    files that changed.

    `waiting` are paths that may still be being written, to be looked at again.
    """

    changes: list[Change] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    is_whole: bool = False
    faults: list[Fault] = field(default_factory=list)
    held: dict[str, list[str]] = field(default_factory=dict)


def _stands_there(path: Path) -> bool:
    """Whether there is anything but a folder; what it is, reading it tells."""
    return os.path.lexists(path) and not path.is_dir()


class Acceptance:
    """Keeps what it knows of the content between rounds, so that a round costs what
    changed.
    """

    def __init__(
        self, content: Path, accepted: Path, data: Path, over: Over = quietly
    ) -> None:
        self.content = content
        self.data = data
        self.over = over
        self.journal = Journal(data / "journal.jsonl")
        self.accepted = Accepted(accepted, self.journal, over)
        self.verdicts = Verdicts(accepted)
        self.sequence = self.journal.last_sequence()
        self.tree = CheckedTree()
        self.is_known = False  # whether the content was looked at as a whole
        # by path: the fault that accepting found in a file that is good by itself
        self.own: dict[str, Fault] = {}
        self.held: dict[str, list[str]] = {}
        self.known = Known(data / "known")
        self.day: date | None = None  # of the last round
        self.owners: dict[str, str] = {}  # by reference: the path of its accepted file
        self.owned: Counter[str] = Counter()  # by community: how many accepted files
        # by reference, after a whole round
        self.records: dict[str, EnterpriseFile] = {}
        # what _change noted
        self.found: list[tuple[str, str, EnterpriseFile, str | None, str | None]] = []

    def run(
        self,
        today: date,
        now: datetime,
        paths: set[str] | None = None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> Round:
        """One round: over everything, or over the enterprise files of `paths` and, with
        `others`, all other files.

        Of an `unsettled` path only what is good is taken: an editor may be between
        emptying and filling it.
        """
        self.today = today
        self.now = now
        self.round = Round()
        try:
            again = (
                self._run_others(others)
                if paths is not None and self.is_known
                else None
            )
            if paths is None or again is None:
                self._run_whole()
            else:
                self._run_some(paths | again, unsettled)
        except ContentUnavailable as error:
            says = "内容文件夹是空的，或者读不出来（可能没有挂载）；网站保持原样"
            self.own = {".": Fault(".", 0, says, {}, str(error))}
            self.tree = CheckedTree()
            self.is_known = False
        self._commit()
        self._tell()
        self.round.held = self.held
        return self.round

    def _run_whole(self) -> None:
        read_at = time_ns()
        content = stamps(self.content)
        kept = stamps(self.accepted.folder)
        self.tree = check_others(self.content, self.accepted.folder)
        self.is_known = True
        self.round.is_whole = True
        self.day = self.today
        self.own = {}
        self._accept_others()
        self.owners = {Path(relative).stem: relative for relative in kept}
        self.owned = Counter(relative.split("/")[1] for relative in kept)
        excepted = {self.owners.get(reference) for reference in self.accepted.standing}
        as_they_were = {
            relative: told
            for relative, told in content.items()
            if relative not in excepted
        }
        known = self.known.recall(as_they_were, kept, self.tree.frame, self.today)
        self.records = {record.reference: record for record in known.values()}
        check_enterprises(self.tree, self.content, self.today, known, self.over)
        self._accept_enterprises(
            (self.tree.enterprises_seen | kept.keys()) - known.keys(), frozenset()
        )
        self._commit()
        self.known.note(self._as_accepted(content, known), self.tree.frame, read_at)

    def _as_accepted(
        self, content: dict[str, str], known: Container[str]
    ) -> Iterator[tuple[str, str, str, EnterpriseFile]]:
        """The files of a whole round that are accepted as they stand: path, stamps,
        record.
        """
        for record in self.records.values():
            relative = self.owners.get(record.reference, "")
            is_as_it_stands = relative in content and not (
                relative in self.own or relative in self.tree.faults_of
            )
            if is_as_it_stands and relative not in known:
                yield (
                    relative,
                    content[relative],
                    stamp((self.accepted.folder / relative).stat()),
                    record,
                )

    def _run_some(self, paths: set[str], unsettled: frozenset[str]) -> None:
        for relative in paths:
            self.tree.forget(relative)
        there = [path for path in paths if _stands_there(self.content / path)]
        for relative in named_well(self.tree, there):
            self.tree.enterprises_seen.add(relative)
            check_enterprise(self.tree, self.content, relative, self.today)
        self._accept_enterprises(paths, unsettled)

    def _run_others(self, others: bool) -> set[str] | None:
        """All but the enterprises, when asked; gives the enterprise files to judge
        again, None for every one.

        A faulty file may be good on another day, or beside a new notice. A good one
        stays good, unless something that it may rest on is gone.
        """
        before = self.tree
        is_new_day = self.day != self.today
        if (self.day and self.today < self.day) or not self.content.is_dir():
            return None
        if others:
            tree = check_others(self.content, self.accepted.folder)
            if not tree.frame.widens(before.frame):
                return None
            tree.enterprises_seen = before.enterprises_seen
            tree.faults_of |= {
                r: faults
                for r, faults in before.faults_of.items()
                if r.startswith("enterprises/")
            }
            self.own = {
                r: fault
                for r, fault in self.own.items()
                if r.startswith("enterprises/")
            }
            self.tree = tree
            self._accept_others()
        self.day = self.today
        if not is_new_day and self.tree.frame == before.frame:
            return set()
        return {
            relative
            for relative in (*self.tree.faults_of, *self.own)
            if relative.startswith("enterprises/")
        }

    def _accept_others(self) -> None:
        for relative, text in self.tree.texts.items():
            if not relative.startswith("enterprises/") and self.accepted.copy(
                relative, text
            ):
                self.round.others.add(relative)
        root = self.accepted.folder
        for folder in OTHERS:
            kept = [
                path.relative_to(root).as_posix()
                for path in sorted((root / folder).glob("*.*"))
            ]
            gone = [relative for relative in kept if relative not in self.tree.seen]
            is_whole = len(gone) == len(kept) and (
                len(kept) > 1 or not is_there(self.content / folder)
            )
            if gone and (folder == "communities" or is_whole):
                says = "整个文件夹不见了；网站上还保留着"
                if folder == "communities":
                    says = "文件不见了；网站上还保留着。请放回去"
                held = [one for one in gone if one not in self.tree.replaced]
                self.own |= {relative: Fault(relative, 0, says) for relative in held}
                gone = [one for one in gone if one in self.tree.replaced]
            for relative in gone:
                (root / relative).unlink()
                self.round.others.add(relative)

    def _accept_enterprises(self, paths: set[str], unsettled: frozenset[str]) -> None:
        missing = set()
        for relative in self.over("accept", sorted(paths)):
            if relative not in self.tree.enterprises_seen:
                missing.add(relative)
                continue
            record = self.tree.enterprises.pop(relative, None)
            old_text = self.accepted.read(relative)
            if record is None and relative in unsettled:
                self.tree.faults_of.pop(relative, None)
                self.round.waiting.add(relative)
                continue
            self.own.pop(relative, None)
            if record is None or not self._accept_one(
                relative, record, self.tree.texts.pop(relative), old_text
            ):
                self._hold_back(relative, old_text)
                record = None
            if self.round.is_whole and (kept := record or record_of(old_text)):
                self.records[kept.reference] = kept
        held = {
            self.owners[ref]
            for refs in self.held.values()
            for ref in refs
            if ref in self.owners
        }
        self.round.waiting |= {
            r for r in missing & unsettled if self.owners.get(Path(r).stem) == r
        }
        self._withdraw((missing | held) - self.tree.enterprises_seen - unsettled)

    def _accept_one(
        self, relative: str, record: EnterpriseFile, text: str, old_text: str | None
    ) -> bool:
        if text == old_text:
            if self.accepted.says(record.reference) in {"checking", "withdrawn"}:
                self._change("cleared", relative, record, text, old_text)
            return True
        old = record_of(old_text)
        newest = old or record_of(self.accepted.withdrawn(record.reference))
        verdict = self.verdicts.get(record.reference)
        fault = (
            judge.is_stale(relative, text, record, newest, self.journal)
            or judge.is_twin(relative, text, old, self._first_twin(verdict))
            or judge.is_unchecked(relative, text, record, old, verdict)
        )
        if fault:
            self.own[relative] = fault
            return False
        if record.reference not in self.owners:
            self.owners[record.reference] = relative
            self.owned[record.community] += 1
        self._change("accepted", relative, record, text, old_text)
        return True

    def _first_twin(self, verdict: Verdict | None) -> str | None:
        """The accepted file of another record with the same code."""
        twins = [
            self.owners[other]
            for other in (verdict.twins if verdict else ())
            if other in self.owners
        ]
        return next(
            (path for path in twins if path in self.tree.enterprises_seen), None
        )

    def _hold_back(self, relative: str, old_text: str | None) -> None:
        """A faulty edit: over an approved version it shows "being checked", unless it
        still plainly says approved.
        """
        old = record_of(old_text)
        if old is None or old.status is not Status.APPROVED:
            return
        path = self.content / relative
        try:
            said = readable_status(read_content(path, may_be_linked=True))
        except (FileNotFoundError, Unreadable):
            said = None
        now = self.accepted.says(old.reference)
        if said is not Status.APPROVED and now != "checking":
            self._change("checking", relative, old, old_text, old_text)
        elif said is Status.APPROVED and now == "checking":
            self._change("cleared", relative, old, old_text, old_text)

    def _withdraw(self, gone: set[str]) -> None:
        by_community: dict[str, list[str]] = {}
        for relative in sorted(gone):
            self.own.pop(relative, None)
            if self.owners.get(Path(relative).stem) == relative:
                by_community.setdefault(Path(relative).parent.name, []).append(relative)
        self.held = {}
        recent = (
            list(
                takewhile(
                    lambda c: sweep.is_recent(c, self.now), self.journal.newest_first()
                )
            )
            if gone
            else []
        )
        for community, paths in by_community.items():
            recently = sum(
                c.what == "withdrawn" and c.community == community for c in recent
            )
            folder_is_there = is_there(self.content / "enterprises" / community)
            meant = sweep.confirmed(self.data / "confirmed-removals", community)
            asked = [relative for relative in paths if Path(relative).stem not in meant]
            if asked and sweep.is_sweep(
                len(asked), recently, self.owned[community], folder_is_there
            ):
                self.held[community] = [Path(relative).stem for relative in asked]
                says = "文件不见了，和别的文件一起；先留在名单上，请在“发布”页确认，或放回去"
                self.own |= {relative: Fault(relative, 0, says) for relative in asked}
                paths = [relative for relative in paths if relative not in asked]
                for kept in (
                    record_of(self.accepted.read(r))
                    for r in asked
                    if self.round.is_whole
                ):
                    self.records |= {kept.reference: kept} if kept else {}
            for relative in paths:
                text = self.accepted.read(relative)
                record = record_of(text)
                assert record, "an accepted file has a record"
                self._change("withdrawn", relative, record, None, text)
                del self.owners[record.reference]
                self.owned[community] -= 1
                verdict = self.verdicts.get(record.reference)
                twins = verdict.twins if verdict else []
                # one may take its place
                self.round.waiting |= {
                    path for path in self.own if Path(path).stem in twins
                }

    def _change(
        self,
        what: str,
        relative: str,
        record: EnterpriseFile,
        text: str | None,
        before: str | None,
    ) -> None:
        self.found.append((what, relative, record, text, before))

    def _commit(self) -> None:
        """The journal first; then the accepted tree, which a crash in between is
        brought after.
        """
        found = self.found
        changes = []
        who = authors.of(
            self.content,
            [relative for what, relative, *_ in found if what != "cleared"],
        )
        for what, relative, record, text, before in found:
            self.sequence += 1
            new_hash = file_hash(text.encode()) if text is not None else None
            author = who.get(relative, "publisher")
            values = (
                text,
                before,
                new_hash,
                author,
                self.now.isoformat(),
                self.today.isoformat(),
            )
            changes.append(
                Change(
                    self.sequence,
                    what,
                    record.reference,
                    record.community,
                    relative,
                    *values,
                )
            )
        self.journal.append(changes)
        self.accepted.apply(changes)
        self.round.changes += changes
        self.found = []
        write_json(self.accepted.folder / "held.json", self.held)

    def _tell(self) -> None:
        """FAULTS.txt for whoever edits, faults.json for the staff page."""
        every = [*self.tree.faults, *self.own.values()]
        self.round.faults = faults = sorted(
            every, key=lambda fault: (fault.path, fault.line)
        )
        write_json(self.data / "faults.json", [fault.to_dict() for fault in faults])
        with use_language("zh-Hans"):
            text = "\n\n".join(fault.render() for fault in faults)
        path = self.content / FAULTS_FILE
        text = f"{text}\n" if text else "没有需要改的文件。\n"
        if self.content.is_dir() and not (
            path.exists() and path.read_text(encoding="utf-8", errors="replace") == text
        ):
            write_aside(path, text.encode())
