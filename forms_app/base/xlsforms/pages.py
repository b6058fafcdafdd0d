"""The pages of a form: its outermost groups, what stands outside them, and what our
template has in a column.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.xlsforms.choices import Ids
from forms_app.base.xlsforms.notes import Notes, wording
from forms_app.base.xlsforms.workbook import Line, Texts

Row = dict[str, Any]
When = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A group that is open. `when`: what holds for all of it, where it is no page."""

    is_page: bool
    when: When = ()


class Pages:
    """The pages so far, and what is open. `taken`: ids that no page may have."""

    def __init__(self, title: Texts, notes: Notes, taken: Collection[str]) -> None:
        self.title = title
        self.notes = notes
        self.ids = Ids(lambda slug: slug not in taken)
        self.rows: list[Row] = []
        self.groups: list[Group] = []
        self.open: Row | None = None
        self.repeats = 0

    @property
    def when(self) -> list[str]:
        """What holds for everything that is asked now, beside its page."""
        return [one for group in self.groups for one in group.when]

    def begin(self, line: Line, when: When) -> None:
        """A group within a page has no title of its own."""
        if any(group.is_page for group in self.groups):
            if line.get("label"):
                says = _("组里的组没有自己的标题，问题并到外面一页")
                self.notes.tell(line, "label", says)
            self.groups.append(Group(is_page=False, when=when))
            return
        label = wording(line, "label", self.notes)
        self._open(line.get("name"), label, when)
        self.groups.append(Group(is_page=True))

    def end(self) -> None:
        if self.groups and self.groups.pop().is_page:
            self.open = None

    def begin_repeat(self, line: Line) -> None:
        self.repeats += 1
        says = _("不能把一组问题重复问，没有收")
        self.notes.tell(line, "type", says, _("请写成固定的几问"))

    def end_repeat(self) -> None:
        self.repeats -= 1

    def of(self, line: Line) -> Row:
        """The page that a row belongs to; one is opened where none is."""
        if named := line.texts("page"):
            titles = {page["title"]: page for page in self.rows}
            label = named if named.zh in titles else wording(line, "page", self.notes)
            self.open = titles.get(named.zh) or self._open("", label)
        return self.open or self._open("", self.title)

    def _open(self, name: str, label: Texts, when: When = ()) -> Row:
        label = label or self.title
        slug = self.ids.give(name, "page-")
        page: Row = {"id": slug, "title": label.zh, "title_en": label.en}
        if when:
            page["when"] = list(when)
        self.rows.append(page)
        self.open = page
        return page
