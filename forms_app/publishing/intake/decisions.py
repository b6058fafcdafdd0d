"""What becomes of one enterprise file: accepted, held back with its fault, shown as
being checked, or withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import key_of
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.permits.enterprises.content import (
    GRANTED,
    EnterpriseFile,
    Status,
)
from forms_app.permits.enterprises.readable import readable_status
from forms_app.publishing.intake import judge
from forms_app.publishing.intake.accepted import Accepted, record_of
from forms_app.publishing.intake.countersigned import Countersigned
from forms_app.publishing.intake.journal import Finding, Journal
from forms_app.publishing.intake.judge import DecidedBy
from forms_app.publishing.intake.uncertain import is_uncertain
from forms_app.publishing.intake.verdicts import Verdicts


@dataclass(frozen=True)
class Edit:
    """A good file beside its accepted copy. `twin` is the accepted file of another
    record with the same code, if there is one.
    """

    path: str
    record: EnterpriseFile
    text: str
    before: str | None
    twin: str | None

    def found(self, what: str) -> Finding:
        return _found(what, self.path, self.record, self.text, self.before)


@dataclass(frozen=True)
class Decisions:
    """Made from the content, the accepted tree, the journal and the verdicts; and from
    what was confirmed, where it is to be accepted and not only judged.
    """

    content: Path
    accepted: Accepted
    journal: Journal
    verdicts: Verdicts
    decided_by: DecidedBy
    countersigned: Countersigned | None = None

    def fault_of(self, edit: Edit) -> Fault | None:
        """Why a file that is good by itself must wait."""
        self._look_again(edit.path)
        if edit.text == edit.before:
            is_excepted = self.accepted.says(edit.record.key) is not None
            return self._is_uncertain(edit) if is_excepted else None
        key = edit.record.key
        old = record_of(edit.before, key)
        newest = old or self.accepted.withdrawn(key)
        verdict = self.verdicts.get(key)
        file = (edit.path, edit.text)
        return (
            judge.is_stale(*file, edit.record, newest, self._last_editor)
            or judge.is_twin(*file, old, edit.twin)
            or judge.is_unchecked(*file, edit.record, old, verdict)
            or self._is_uncertain(edit)
            or self._is_alone(edit)
        )

    def _is_uncertain(self, edit: Edit) -> Fault | None:
        return is_uncertain(edit.path, edit.text, edit.record)

    def _is_alone(self, edit: Edit) -> Fault | None:
        """Nobody but whoever wrote it has confirmed it. Asked last: what is confirmed
        is good by everything else.
        """
        file = edit.path, edit.record, edit.text
        if not self.countersigned or not self.countersigned.holds_approval(*file):
            return None
        return judge.is_alone(edit.path, edit.text)

    def _look_again(self, relative: str) -> None:
        if self.countersigned:
            self.countersigned.forget(relative)

    def _last_editor(self, key: str) -> tuple[str, bool]:
        return judge.last_editor(self.journal, self.decided_by, key)

    def accept(self, edit: Edit) -> Finding | None:
        """The change that it makes, if any."""
        if self.countersigned:
            self.countersigned.use(edit.path)
        if edit.text != edit.before:
            return edit.found("accepted")
        is_excepted = self.accepted.says(edit.record.key) is not None
        return edit.found("cleared") if is_excepted else None

    def hold_back(self, relative: str, old_text: str | None) -> Finding | None:
        """A faulty edit, or one that waits: over what is granted it shows "being
        checked", unless it still plainly says what it did.
        """
        old = record_of(old_text, key_of(relative))
        if old is None or old.status not in GRANTED:
            return None
        is_granted = self._status(relative) is old.status
        is_checking = self.accepted.says(old.key) == "checking"
        if is_granted != is_checking:
            return None
        what = "cleared" if is_granted else "checking"
        return _found(what, relative, old, old_text, old_text)

    def _status(self, relative: str) -> Status | None:
        try:
            return readable_status(read_content(self.content / relative))
        except (FileNotFoundError, Unreadable):
            return None

    def withdraw(self, relative: str) -> Finding:
        self._look_again(relative)
        text = self.accepted.read(relative)
        record = record_of(text, key_of(relative))
        assert record, "an accepted file has a record"
        return _found("withdrawn", relative, record, None, text)

    def twins(self, key: str) -> list[str]:
        """The keys of other records with the same code, in the same campaign."""
        campaign, _slash, reference = key.partition("/")
        verdict = self.verdicts.get(reference)
        return [f"{campaign}/{one}" for one in verdict.twins] if verdict else []


def _found(
    what: str,
    path: str,
    record: EnterpriseFile,
    text: str | None,
    before: str | None,
) -> Finding:
    return Finding(what, path, record.reference, record.community, text, before)
