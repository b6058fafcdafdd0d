"""Accepting content files: comparing content/ with the last good copies, and deciding what may become public.

A faulty file keeps its last accepted version; a fault never keeps a permission alive; taking away never waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

from forms_app.catalogue import use_language
from forms_app.contentfile.faults import Fault, fault_at
from forms_app.contentfile.write import file_hash, write_aside
from forms_app.enterprises.files import EnterpriseFile, Status, readable_status
from forms_app.publishing import authors, sweep
from forms_app.publishing.accepted import Accepted, record_of
from forms_app.publishing.check import FAULTS_FILE, CheckedTree, ContentUnavailable, check_enterprise, check_tree
from forms_app.publishing.journal import Change, Journal
from forms_app.publishing.verdicts import Verdicts
from forms_app.saved import write_json

GRANTED = {Status.APPROVED, Status.SUSPENDED}
ENTERPRISES = frozenset({"enterprises"})
OTHERS = ("communities", "notices", "letters", "policies", "help", "rules")


@dataclass
class Round:
    """What one round of accepting found: changes of enterprise files, and the other files that changed.

    `waiting` are paths that may still be being written, to be looked at again.
    """

    changes: list[Change] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    is_whole: bool = False
    faults: list[Fault] = field(default_factory=list)
    held: dict[str, list[str]] = field(default_factory=dict)


class Acceptance:
    """Keeps what it knows of the content between rounds, so that a round costs what changed."""

    def __init__(self, content: Path, accepted: Path, data: Path) -> None:
        self.content, self.data = content, data
        self.journal = Journal(data / "journal.jsonl")
        self.accepted = Accepted(accepted, self.journal)
        self.verdicts = Verdicts(accepted)
        self.sequence = self.journal.last_sequence()
        self.tree = CheckedTree()
        self.is_known = False  # whether the content was looked at as a whole
        self.own: dict[str, Fault] = {}  # by path: the fault that accepting found in a file that is good by itself
        self.held: dict[str, list[str]] = {}
        self.owners: dict[str, str] = {}  # by reference: the path of its accepted file
        self.records: dict[str, EnterpriseFile] = {}  # by reference, after a whole round
        self.found: list[tuple[str, str, EnterpriseFile, str | None, str | None]] = []  # what _change noted

    def run(
        self,
        today: date,
        now: datetime,
        paths: set[str] | None = None,
        unsettled: frozenset[str] = frozenset(),
        others: bool = False,
    ) -> Round:
        """One round: over everything, or over the enterprise files of `paths` and, with `others`, all other files.

        Of an `unsettled` path only what is good is taken: an editor may be between emptying and filling it.
        """
        self.today, self.now, self.round = today, now, Round()
        try:
            is_whole = paths is None or not self.is_known or not self.content.is_dir()
            if is_whole or (others and not self._run_others()):
                self._run_whole()
            elif paths is not None:
                self._run_some(paths, unsettled)
        except ContentUnavailable as error:
            says = "内容文件夹是空的，或者读不出来（可能没有挂载）；网站保持原样"
            self.own, self.tree, self.is_known = {".": Fault(".", 0, says, {}, str(error))}, CheckedTree(), False
        self._commit()
        self._tell()
        self.round.held = self.held
        return self.round

    def _run_whole(self) -> None:
        self.tree = check_tree(self.content, self.today, self.accepted.folder)
        self.is_known, self.round.is_whole = True, True
        self.own = {}
        self._accept_others()
        before = self.accepted.enterprises()
        self.owners = {Path(relative).stem: relative for relative in sorted(before)}
        self.records = {}
        self._accept_enterprises({r for r in self.tree.seen if r.startswith("enterprises/")} | before, frozenset())

    def _run_some(self, paths: set[str], unsettled: frozenset[str]) -> None:
        for relative in paths:
            self.tree.forget(relative)
            if (self.content / relative).is_symlink() or (self.content / relative).is_file():
                self.tree.seen.add(relative)
                check_enterprise(self.tree, self.content, relative, self.today)
        self._accept_enterprises(paths, unsettled)

    def _run_others(self) -> bool:
        """All but the enterprises; False when they too would have to be judged anew."""
        tree, before = check_tree(self.content, self.today, self.accepted.folder, ENTERPRISES), self.tree
        if tree.frame != before.frame:
            return False
        tree.seen |= {r for r in before.seen if r.startswith("enterprises/")}
        tree.faults_of |= {r: faults for r, faults in before.faults_of.items() if r.startswith("enterprises/")}
        self.tree, self.own = tree, {r: fault for r, fault in self.own.items() if r.startswith("enterprises/")}
        self._accept_others()
        return True

    def _accept_others(self) -> None:
        for relative, text in self.tree.texts.items():
            if not relative.startswith("enterprises/") and self.accepted.copy(relative, text):
                self.round.others.add(relative)
        root = self.accepted.folder
        for folder in OTHERS:
            kept = [path.relative_to(root).as_posix() for path in sorted((root / folder).glob("*.*"))]
            gone = [relative for relative in kept if relative not in self.tree.seen]
            if gone and (folder == "communities" or len(gone) == len(kept)):
                says = "整个文件夹不见了；网站上还保留着"
                if folder == "communities":
                    says = "文件不见了；网站上还保留着。请放回去"
                self.own |= {relative: Fault(relative, 0, says) for relative in gone}
                continue
            for relative in gone:
                (root / relative).unlink()
                self.round.others.add(relative)

    def _accept_enterprises(self, paths: set[str], unsettled: frozenset[str]) -> None:
        missing = set()
        for relative in sorted(paths):
            if relative not in self.tree.seen:
                missing.add(relative)
                continue
            record, old_text = self.tree.enterprises.pop(relative, None), self.accepted.read(relative)
            if record is None and relative in unsettled:
                self.tree.faults_of.pop(relative, None)
                self.round.waiting.add(relative)
                continue
            self.own.pop(relative, None)
            if record is None or not self._accept_one(relative, record, self.tree.texts.pop(relative), old_text):
                self._hold_back(relative, old_text)
                record = None
            if self.round.is_whole and (kept := record or record_of(old_text)):
                self.records[kept.reference] = kept
        held = {self.owners[ref] for refs in self.held.values() for ref in refs if ref in self.owners}
        self.round.waiting |= {r for r in missing & unsettled if self.owners.get(Path(r).stem) == r}
        self._withdraw((missing | held) - self.tree.seen - unsettled)

    def _accept_one(self, relative: str, record: EnterpriseFile, text: str, old_text: str | None) -> bool:
        if text == old_text:
            if self.accepted.says(record.reference) in {"checking", "withdrawn"}:
                self._change("cleared", relative, record, text, old_text)
            return True
        old = record_of(old_text)
        fault = (
            self._stale(relative, record, text, old)
            or self._twin(relative, record, text, old)
            or self._unchecked(relative, record, text, old)
        )
        if fault:
            self.own[relative] = fault
            return False
        self.owners[record.reference] = relative
        self._change("accepted", relative, record, text, old_text)
        return True

    def _stale(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        newest = old or record_of(self.accepted.withdrawn(record.reference))
        if newest is None or record.revision >= newest.revision:
            return None
        last = next((change for change in self.journal.newest_first() if change.reference == record.reference), None)
        values = {
            "mine": record.revision,
            "theirs": newest.revision,
            "status": str(newest.status),
            "since": newest.since.isoformat(),
            "who": last.author if last else "?",
        }
        says = "这个文件比网站上的旧（Revision %(mine)s，网站上是 %(theirs)s）：%(who)s 已改为 %(status)s，自 %(since)s"
        return fault_at(relative, text, "Revision", says, values, "请重新打开文件再改")

    def _twin(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        """A second file of a unit that was registered twice; the first one stays."""
        verdict = self.verdicts.get(record.reference)
        twins = [self.owners[other] for other in (verdict.twins if verdict else ()) if other in self.owners]
        first = next((path for path in twins if path in self.tree.seen), None)
        if old or first is None:
            return None
        says = "这家单位已有内容文件 %(first)s（登记的代码相同）"
        return fault_at(relative, text, "Reference", says, {"first": first}, "请改那一个文件，把这个删去")

    def _unchecked(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        """Why an approval must wait; None when it need not."""
        if record.status is not Status.APPROVED or (old and old.status in GRANTED):
            return None
        verdict = self.verdicts.get(record.reference)
        submitted = verdict.submitted if verdict else None
        if record.basis == "paper":
            says = "这家单位有网上申请，不能按纸质申请批准"
            return (
                fault_at(relative, text, "Basis", says, {}, "规则的代号，例如 resumption-2020-08")
                if submitted
                else None
            )
        if verdict is None or submitted is None:
            says = "没有找到这家单位的网上申请和上门核验，批准先等着"
            return fault_at(relative, text, "Status", says, {}, "纸质申请请写 Basis: paper 和 Checked: 日期")
        if not verdict.passed or verdict.passed < submitted:
            says = "上门核验还没有通过，批准先等着；核验通过后自动生效"
            return fault_at(relative, text, "Status", says, {}, "pending")
        if old and old.status is Status.REVOKED and verdict.passed[:10] < old.since.isoformat():
            return fault_at(relative, text, "Status", "撤销以后要重新申请、重新核验，批准先等着", {}, "revoked")
        return None

    def _hold_back(self, relative: str, old_text: str | None) -> None:
        """A faulty edit: over an approved version it shows "being checked", unless it still plainly says approved."""
        old = record_of(old_text)
        if old is None or old.status is not Status.APPROVED:
            return
        path = self.content / relative
        said = None if path.is_symlink() else readable_status(path.read_bytes())
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
        recent = list(takewhile(lambda c: sweep.is_recent(c, self.now), self.journal.newest_first())) if gone else []
        for community, paths in by_community.items():
            accepted = sum(path.startswith(f"enterprises/{community}/") for path in self.owners.values())
            recently = sum(c.what == "withdrawn" and c.community == community for c in recent)
            folder_is_there = (self.content / "enterprises" / community).is_dir()
            meant = sweep.confirmed(self.data / "confirmed-removals", community)
            asked = [relative for relative in paths if Path(relative).stem not in meant]
            if asked and sweep.is_sweep(len(asked), recently, accepted, folder_is_there):
                self.held[community] = [Path(relative).stem for relative in asked]
                says = "文件不见了，和别的文件一起；先留在名单上，请在“发布”页确认，或放回去"
                self.own |= {relative: Fault(relative, 0, says) for relative in asked}
                paths = [relative for relative in paths if relative not in asked]
                for kept in (record_of(self.accepted.read(r)) for r in asked if self.round.is_whole):
                    self.records |= {kept.reference: kept} if kept else {}
            for relative in paths:
                text = self.accepted.read(relative)
                record = record_of(text)
                assert record, "an accepted file has a record"
                self._change("withdrawn", relative, record, None, text)
                del self.owners[record.reference]
                verdict = self.verdicts.get(record.reference)
                twins = verdict.twins if verdict else []
                self.round.waiting |= {path for path in self.own if Path(path).stem in twins}  # one may take its place

    def _change(self, what: str, relative: str, record: EnterpriseFile, text: str | None, before: str | None) -> None:
        self.found.append((what, relative, record, text, before))

    def _commit(self) -> None:
        """The journal first; then the accepted tree, which a crash in between is brought after."""
        found = self.found
        who = authors.of(self.content, [relative for what, relative, *_ in found if what != "cleared"])
        for what, relative, record, text, before in found:
            self.sequence += 1
            new_hash = file_hash(text.encode()) if text is not None else None
            author = who.get(relative, "publisher")
            values = (text, before, new_hash, author, self.now.isoformat(), self.today.isoformat())
            change = Change(self.sequence, what, record.reference, record.community, relative, *values)
            self.round.changes.append(change)
        self.journal.append(self.round.changes)
        self.accepted.apply(self.round.changes)
        self.found = []
        write_json(self.accepted.folder / "held.json", self.held)

    def _tell(self) -> None:
        """FAULTS.txt for whoever edits, faults.json for the staff page."""
        every = [*self.tree.faults, *self.own.values()]
        self.round.faults = faults = sorted(every, key=lambda fault: (fault.path, fault.line))
        write_json(self.data / "faults.json", [fault.to_dict() for fault in faults])
        with use_language("zh-Hans"):
            text = "\n\n".join(fault.render() for fault in faults)
        path = self.content / FAULTS_FILE
        text = f"{text}\n" if text else "没有需要改的文件。\n"
        if self.content.is_dir() and not (path.exists() and path.read_text(encoding="utf-8", errors="replace") == text):
            write_aside(path, text.encode())
