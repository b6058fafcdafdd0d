"""A text that waits as people read it: whose it is, what it would make public, who wrote
it and what is still missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.write import file_hash
from forms_app.base.office import Office
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.base.words import Word
from forms_app.permits.enterprises.labels import STATUSES
from forms_app.publishing.countersigns.labels import DOCUMENT, NEW
from forms_app.publishing.countersigns.models import Countersign
from forms_app.publishing.countersigns.rules import may_confirm, may_have_seen, needed
from forms_app.publishing.editor.listing import title_in
from forms_app.publishing.editor.places import section_of
from forms_app.publishing.intake.accepted import record_of


@dataclass(frozen=True)
class Reading:
    """`text` is what the file says, `before` what is public of it; `is_current`: whether
    that text is the one that waits.
    """

    one: Countersign
    text: str
    before: str
    is_current: bool

    @property
    def title(self) -> str:
        return title_in(self.text) or self.one.path

    @property
    def stands(self) -> Word:
        """What is public now."""
        found = record_of(self.before or None, f"{self.one.campaign}/")
        return STATUSES[found.status] if found else NEW

    @property
    def becomes(self) -> Word:
        if not self.one.is_decision:
            return DOCUMENT
        found = record_of(self.text, f"{self.one.campaign}/")
        return STATUSES[found.status] if found else NEW

    @property
    def missing(self) -> int:
        """How many more accounts."""
        others = set(self.one.confirmed_by) - {self.one.writer}
        return max(0, needed(self.one.writer) - len(others))

    def may_confirm(self, account: str) -> bool:
        return self.is_current and may_confirm(
            self.one.writer, self.one.confirmed_by, account
        )

    def may_have_seen(self, account: str) -> bool:
        return may_have_seen(self.one.writer, self.one.confirmed_by, account)


def readings(office: Office, found: Iterable[Countersign]) -> list[Reading]:
    return [reading(office, one) for one in found]


def reading(office: Office, one: Countersign) -> Reading:
    text = _saved(office, one.path)
    is_current = file_hash(text.encode()) == one.text_hash
    return Reading(one, text, _accepted(office, one.path), is_current)


def _saved(office: Office, path: str) -> str:
    """What the file says, as it would be accepted; empty where it cannot be read."""
    section = section_of(path)
    with suppress(FileNotFoundError, Unreadable):
        data = read_content(office.content / path)
        if section:
            return section.read(data, path)[1].text
    return ""


def _accepted(office: Office, path: str) -> str:
    with suppress(FileNotFoundError, NotRegular):
        return read_own(office.accepted / path).decode("utf-8", "replace")
    return ""
