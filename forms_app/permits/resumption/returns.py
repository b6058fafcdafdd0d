"""What is to be put right in an application that was returned (一次性告知): of a page, or
of one of its questions, and whether its answer was changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import Office
from forms_app.base.words import Look, Word
from forms_app.permits.resumption import form_pages
from forms_app.permits.resumption.models import Application

MENDED = Word(_l("已改"), Look.VALID)
TO_MEND = Word(_l("待改"), Look.HELD)


@dataclass(frozen=True)
class Item:
    """A remark on a page, or on a `question` there, which is called `label` in Chinese.

    `was`: the answers when it was returned, by name; None in one that an earlier version
    has kept.
    """

    page: str
    remark: str
    question: str = ""
    label: str = ""
    was: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.label}：{self.remark}" if self.label else self.remark

    @property
    def kept(self) -> dict[str, Any]:
        """As an application keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class ToMend:
    """An item as whoever applies reads it. `title` is that of its page."""

    item: Item
    title: str
    label: str
    is_mended: bool

    @property
    def word(self) -> Word:
        return MENDED if self.is_mended else TO_MEND

    @property
    def anchor(self) -> str | None:
        """Of its question, on the page that asks it."""
        return f"mend-{self.item.question}" if self.item.question else None


def returned(application: Application) -> list[Item]:
    return [Item(**kept) for kept in application.returned_items]


def items(
    session: Session,
    office: Office,
    application: Application,
    said: Iterable[tuple[str, str, str]],
) -> list[Item]:
    """Of what a reviewer wrote: page, question (or nothing) and remark."""
    asked = form_pages.form_of(office, application).asked
    aside = form_pages.with_files(session, office, application)
    made = []
    for page, slug, remark in said:
        question = asked.question(slug)
        label = (question.label or question.text).zh if question else ""
        was = asked.kept(page, slug, application.answers, aside)
        made.append(Item(page, remark, slug, label, was))
    return made


def to_mend(session: Session, office: Office, application: Application) -> list[ToMend]:
    """Everything that was returned, in its order; nothing where nothing was."""
    found = returned(application)
    if not found:
        return []
    asked = form_pages.form_of(office, application).asked
    aside = form_pages.with_files(session, office, application)
    titles = form_pages.titles_of(office, application)
    shown = []
    for item in found:
        question = asked.question(item.question)
        label = str(question.label or question.text) if question else item.label
        now = asked.kept(item.page, item.question, application.answers, aside)
        is_mended = item.was is not None and now != item.was
        title = titles.get(item.page, item.page)
        shown.append(ToMend(item, title, label, is_mended))
    return shown
