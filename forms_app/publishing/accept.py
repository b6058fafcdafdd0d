"""Accepting content files: comparing content/ with the last good copies, and deciding what may become public.

A faulty file keeps its last accepted version; a fault never keeps a permission alive; taking away never waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forms_app.catalogue import use_language
from forms_app.contentfile.faults import Fault
from forms_app.contentfile.write import file_hash, write_aside
from forms_app.enterprises.files import EnterpriseFile, Status, read_enterprise, readable_status
from forms_app.publishing import authors, sweep
from forms_app.publishing.check import FAULTS_FILE, CheckedTree, ContentUnavailable, check_tree
from forms_app.publishing.journal import Change, Journal
from forms_app.saved import read_json, write_json

GRANTED = {Status.APPROVED, Status.SUSPENDED}


@dataclass
class Acceptance:
    """One round of accepting; `changes` is what it found, `faults` what staff must mend."""

    content: Path
    accepted: Path
    data: Path
    today: date
    now: datetime
    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    touched: bool = False  # something public other than an enterprise file changed

    def __post_init__(self) -> None:
        self.journal = Journal(self.data / "journal.jsonl")
        self.standing: dict[str, dict[str, str]] = read_json(self.accepted / "standing.json")
        self.verdicts: dict[str, dict[str, str]] = read_json(self.accepted / "verdicts.json")
        self.twins: dict[str, list[str]] = read_json(self.accepted / "twins.json")
        self.held: dict[str, list[str]] = {}
        self.sequence = self.journal.last_sequence()

    def run(self) -> None:
        """Accept what is good, in an order in which a crash anywhere is finished or undone at the next start."""
        recover(self.accepted, self.journal)
        try:
            tree = check_tree(self.content, self.today, self.accepted)
        except ContentUnavailable as error:
            says = "内容文件夹是空的，或者读不出来（可能没有挂载）；网站保持原样"
            self.faults = [Fault(".", 0, says, {}, str(error))]
            self._tell()
            return
        self.faults = list(tree.faults)
        self._accept_others(tree)
        self._accept_enterprises(tree)
        self._commit()
        self._tell()

    def _accept_others(self, tree: CheckedTree) -> None:
        for relative, text in tree.texts.items():
            if not relative.startswith("enterprises/"):
                self.touched |= self._copy(relative, text)
        for folder in ("communities", "notices", "letters", "policies", "help", "rules"):
            kept = [path.relative_to(self.accepted).as_posix() for path in sorted((self.accepted / folder).glob("*.*"))]
            gone = [relative for relative in kept if relative not in tree.seen]
            if not gone:
                continue
            if folder == "communities" or len(gone) == len(kept):
                says = (
                    "文件不见了；网站上还保留着。请放回去"
                    if folder == "communities"
                    else "整个文件夹不见了；网站上还保留着"
                )
                self.faults += [Fault(relative, 0, says) for relative in gone]
                continue
            for relative in gone:
                (self.accepted / relative).unlink()
                self.touched = True

    def _accept_enterprises(self, tree: CheckedTree) -> None:
        before = {
            path.relative_to(self.accepted).as_posix(): path
            for path in sorted((self.accepted / "enterprises").glob("*/*.md"))
        }
        self.owners = {Path(relative).stem: relative for relative in before if relative in tree.seen}
        for relative in sorted(r for r in tree.seen if r.startswith("enterprises/")):
            old = before.get(relative)
            old_text = old.read_text(encoding="utf-8") if old else None
            record = tree.enterprises.get(relative)
            if record is None or not self._accept_one(relative, record, tree.texts[relative], old_text):
                self._hold_back(relative, old_text)
        self._withdraw(tree, before)

    def _accept_one(self, relative: str, record: EnterpriseFile, text: str, old_text: str | None) -> bool:
        if text == old_text:
            if self.standing.get(record.reference, {}).get("standing") in {"checking", "held"}:
                self._change("cleared", relative, record, text, old_text)
            return True
        old = _record(old_text)
        fault = (
            self._stale(relative, record, text, old)
            or self._twin(relative, record, text, old)
            or self._unchecked(relative, record, text, old)
        )
        if fault:
            self.faults.append(fault)
            return False
        self.owners.setdefault(record.reference, relative)
        self._change("accepted", relative, record, text, old_text)
        return True

    def _stale(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        gone = self.accepted / "withdrawn" / f"{record.reference}.md"
        newest = old or (_record(gone.read_text(encoding="utf-8")) if gone.exists() else None)
        if newest is None or record.revision >= newest.revision:
            return None
        last = [change for change in self.journal if change.reference == record.reference][-1:]
        values = {
            "mine": record.revision,
            "theirs": newest.revision,
            "status": str(newest.status),
            "since": newest.since.isoformat(),
            "who": last[0].author if last else "?",
        }
        says = "这个文件比网站上的旧（Revision %(mine)s，网站上是 %(theirs)s）：%(who)s 已改为 %(status)s，自 %(since)s"
        return self._at(relative, text, "Revision", says, values, "请重新打开文件再改")

    def _twin(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        """A second file of a unit that was registered twice; the first one stays."""
        first = next(
            (self.owners[other] for other in self.twins.get(record.reference, ()) if other in self.owners), None
        )
        if old or first is None:
            return None
        says = "这家单位已有内容文件 %(first)s（登记的代码相同）"
        return self._at(relative, text, "Reference", says, {"first": first}, "请改那一个文件，把这个删去")

    def _unchecked(self, relative: str, record: EnterpriseFile, text: str, old: EnterpriseFile | None) -> Fault | None:
        """Why an approval must wait; None when it need not."""
        if record.status is not Status.APPROVED or (old and old.status in GRANTED):
            return None
        verdict = self.verdicts.get(record.reference)
        if record.basis == "paper":
            says = "这家单位有网上申请，不能按纸质申请批准"
            return (
                self._at(relative, text, "Basis", says, {}, "规则的代号，例如 resumption-2020-08") if verdict else None
            )
        if verdict is None:
            says = "没有找到这家单位的网上申请和上门核验，批准先等着"
            return self._at(relative, text, "Status", says, {}, "纸质申请请写 Basis: paper 和 Checked: 日期")
        if not verdict.get("passed") or verdict["passed"] < verdict["submitted"]:
            says = "上门核验还没有通过，批准先等着；核验通过后自动生效"
            return self._at(relative, text, "Status", says, {}, "pending")
        if old and old.status is Status.REVOKED and verdict["passed"][:10] < old.since.isoformat():
            return self._at(relative, text, "Status", "撤销以后要重新申请、重新核验，批准先等着", {}, "revoked")
        return None

    def _at(self, relative: str, text: str, key: str, says: str, values: dict[str, Any], allowed: str) -> Fault:
        rows = text.split("\n")
        line = next((n for n, row in enumerate(rows, 1) if row.lower().startswith(f"{key.lower()}:")), 0)
        return Fault(relative, line, says, values, allowed, {}, rows[line - 1] if line else "")

    def _hold_back(self, relative: str, old_text: str | None) -> None:
        """A faulty edit: over an approved version it shows "being checked", unless it still plainly says approved."""
        old = _record(old_text)
        if old is None or old.status is not Status.APPROVED:
            return
        path = self.content / relative
        said = None if path.is_symlink() else readable_status(path.read_bytes())
        now = self.standing.get(old.reference, {}).get("standing")
        if said is not Status.APPROVED and now != "checking":
            self._change("checking", relative, old, old_text, old_text)
        elif said is Status.APPROVED and now == "checking":
            self._change("cleared", relative, old, old_text, old_text)

    def _withdraw(self, tree: CheckedTree, before: dict[str, Path]) -> None:
        elsewhere = {Path(relative).stem for relative in tree.seen if relative.startswith("enterprises/")}
        gone: dict[str, list[str]] = {}
        for relative in sorted(set(before) - tree.seen):
            if Path(relative).stem in elsewhere:
                before[relative].unlink()  # moved to another community: its new file was judged above
            else:
                gone.setdefault(Path(relative).parent.name, []).append(relative)
        recent = list(self.journal)
        for community, paths in gone.items():
            accepted = sum(Path(relative).parent.name == community for relative in before)
            recently = sweep.withdrawn_recently(recent, community, self.now)
            folder_is_there = (self.content / "enterprises" / community).is_dir()
            meant = sweep.confirmed(self.data / "confirmed-removals", community)
            asked = [relative for relative in paths if Path(relative).stem not in meant]
            if asked and sweep.is_sweep(len(asked), recently, accepted, folder_is_there):
                self.held[community] = [Path(relative).stem for relative in asked]
                says = "文件不见了，和别的文件一起；先留在名单上，请在“发布”页确认，或放回去"
                self.faults += [Fault(relative, 0, says) for relative in asked]
                paths = [relative for relative in paths if relative not in asked]
            for relative in paths:
                text = before[relative].read_text(encoding="utf-8")
                record = _record(text)
                assert record, "an accepted file has a record"
                self._change("withdrawn", relative, record, None, text)

    def _change(self, what: str, relative: str, record: EnterpriseFile, text: str | None, before: str | None) -> None:
        self.sequence += 1
        author = authors.of(self.content, relative) if what != "cleared" else "publisher"
        new_hash = file_hash(text.encode()) if text is not None else None
        values = (text, before, new_hash, author, self.now.isoformat(), self.today.isoformat())
        self.changes.append(Change(self.sequence, what, record.reference, record.community, relative, *values))

    def _copy(self, relative: str, text: str) -> bool:
        path = self.accepted / relative
        if path.exists() and path.read_bytes() == text.encode():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        write_aside(path, text.encode())
        return True

    def _commit(self) -> None:
        self.journal.append(self.changes)
        for change in self.changes:
            apply(self.accepted, change)
        if self.changes:
            write_json(self.accepted / "applied.json", {"sequence": self.sequence})
        self.touched |= write_json(self.accepted / "held.json", self.held)

    def _tell(self) -> None:
        """FAULTS.txt for whoever edits, faults.json for the staff page."""
        write_json(self.data / "faults.json", [fault.to_dict() for fault in self.faults])
        with use_language("zh-Hans"):
            text = "\n\n".join(fault.render() for fault in self.faults)
        path = self.content / FAULTS_FILE
        text = f"{text}\n" if text else "没有需要改的文件。\n"
        if self.content.is_dir() and not (path.exists() and path.read_text(encoding="utf-8", errors="replace") == text):
            write_aside(path, text.encode())


def apply(accepted: Path, change: Change) -> None:
    """Bring the accepted tree after one change of the journal; doing it twice does no harm."""
    standing_file = accepted / "standing.json"
    standing: dict[str, dict[str, str]] = read_json(standing_file)
    path, gone = accepted / change.path, accepted / "withdrawn" / f"{change.reference}.md"
    if change.what == "withdrawn":
        assert change.before is not None, "what is withdrawn was there"
        gone.parent.mkdir(parents=True, exist_ok=True)
        write_aside(gone, change.before.encode())
        standing[change.reference] = {"standing": "withdrawn", "since": change.day}
        write_json(standing_file, standing)
        path.unlink(missing_ok=True)
        return
    if change.what == "checking":
        standing[change.reference] = {"standing": "checking", "since": change.day}
        write_json(standing_file, standing)
        return
    assert change.text is not None, "what is accepted has a text"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_aside(path, change.text.encode())
    # Only now, when the new text stands there, may an exception be lifted.
    if standing.pop(change.reference, None):
        write_json(standing_file, standing)
    gone.unlink(missing_ok=True)


def recover(accepted: Path, journal: Journal) -> None:
    """Finish what a crash interrupted between the journal and the accepted tree."""
    marker = accepted / "applied.json"
    done: int = read_json(marker).get("sequence", 0)
    newest = done
    for change in journal.after(done):
        apply(accepted, change)
        newest = change.sequence
    if newest != done:
        write_json(marker, {"sequence": newest})


def _record(text: str | None) -> EnterpriseFile | None:
    return read_enterprise(text.encode(), "", date.max)[0] if text is not None else None
