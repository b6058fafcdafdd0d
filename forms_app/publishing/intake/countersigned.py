"""What a second account has to confirm before it is public, and what was confirmed: of a
path, the very text with this hash. Whatever is changed afterwards waits anew.

The confirmations are kept in the accepted tree (countersigned.json), so that they are
there when the database is away; each is good for one acceptance.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import is_decision
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.profile import FILE, OFFICE, profile_in
from forms_app.base.second_eyes import NOBODY, SecondEyes
from forms_app.permits.enterprises.content import GRANTED, EnterpriseFile

KEPT = "countersigned.json"


class Countersigned:
    """`waits`: by path, the hash of what is to be confirmed."""

    def __init__(self, accepted: Path) -> None:
        self.folder = accepted
        self.file = accepted / KEPT
        self.confirmed: dict[str, str] = read_json(self.file)
        self.waits: dict[str, str] = {}

    @property
    def rule(self) -> SecondEyes:
        """What the accepted office file asks for."""
        return profile_in(self.folder).second_eyes

    def holds_approval(self, path: str, record: EnterpriseFile, text: str) -> bool:
        """Whether a decision that somebody may be open by has to wait. One that says
        less never does.
        """
        if record.status not in GRANTED:
            return False
        if not self.rule.of_approval(record.campaign, record.community):
            return False
        return self._holds(path, text)

    def holds_document(self, path: str, text: str) -> bool:
        """Whether a document has to wait that is not yet accepted as it is now."""
        if not self.rule.of_document(path) or self._is_accepted(path, text):
            return False
        return self._holds(path, text)

    def holds_office(self, text: str) -> bool:
        """Whether the office file has to wait: it would let something go without a
        second account that has to wait for one now.
        """
        profile = OFFICE.said(text.encode(), FILE)
        asks = profile.second_eyes if profile else NOBODY
        return not asks.covers(self.rule) and self._holds(FILE, text)

    def _holds(self, path: str, text: str) -> bool:
        digest = file_hash(text.encode())
        if self.confirmed.get(path) == digest:
            return False
        self.waits[path] = digest
        return True

    def _is_accepted(self, path: str, text: str) -> bool:
        with suppress(FileNotFoundError, NotRegular):
            return read_own(self.folder / path) == text.encode()
        return False

    def forget(self, path: str) -> None:
        """It is to be judged anew, or gone."""
        self.waits.pop(path, None)

    def forget_documents(self) -> None:
        """All but the decisions are to be judged anew."""
        self.waits = {
            path: digest for path, digest in self.waits.items() if is_decision(path)
        }

    def use(self, path: str) -> None:
        """It is accepted: its confirmation is good for nothing more."""
        if self.confirmed.pop(path, None):
            write_json(self.file, self.confirmed)

    def take(self, confirmed: Mapping[str, str]) -> set[str]:
        """What the register says is confirmed; gives the paths that wait no longer."""
        self.confirmed = dict(confirmed)
        if self.confirmed or self.file.exists():
            write_json(self.file, self.confirmed)
        return {path for path, one in self.waits.items() if confirmed.get(path) == one}
