"""What a form says that was not taken, told by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.xlsforms.workbook import Column, Line, Texts

INSIDE = re.compile(r"\$\{[^}]*\}")
MOST_NUMBERS = 12


@dataclass(frozen=True)
class Note:
    """`column` is its letter and title, empty for the whole row; `says` what was not
    taken and `do` what to do about it are sentences. `sheet` is empty for the survey.
    """

    number: int
    column: str
    says: str
    do: str = ""
    sheet: str = ""


class Notes:
    """All of them, in the order of the rows."""

    def __init__(self) -> None:
        self.found: list[Note] = []

    def tell(
        self,
        line: Line,
        column: Column | str | None,
        says: str,
        do: str = "",
        sheet: str = "",
    ) -> None:
        """`column`: itself, or the name of what stands there."""
        at = line.column(column) if isinstance(column, str) else column
        self.found.append(Note(line.number, str(at or ""), says, do, sheet))

    def rendered(self) -> Iterator[str]:
        """A sentence each; the same of several rows is said once."""
        rows: dict[tuple[str, str, str, str], list[int]] = {}
        for one in sorted(self.found, key=lambda one: (one.sheet, one.number)):
            key = (one.sheet, one.column, one.says, one.do)
            rows.setdefault(key, []).append(one.number)
        for (sheet, column, says, do), numbers in rows.items():
            where = _("第 %(rows)s 行", rows=_several(numbers))
            parts = [sheet, where, column and _("%(column)s 列", column=column)]
            told = in_a_row(filter(None, parts))
            yield _(
                "%(where)s：%(says)s",
                where=told,
                says="。".join(filter(None, [says, do])),
            )


def wording(line: Line, name: str, notes: Notes) -> Texts:
    """A text in both languages, without what other answers would be put into."""
    found = line.texts(name)
    if INSIDE.search(found.zh + found.en):
        says = _("文字里引用别的答案，没有收")
        notes.tell(line, name, says, _("请改写成完整的一句"))
    if found.lacks:
        lacking = _("没有英文，先用中文代替"), _("没有中文，先照原样")
        says = lacking[found.lacks == "zh"]
        notes.tell(line, name, says, _("请在写好的文件里补上"))
    return Texts(INSIDE.sub("…", found.zh), INSIDE.sub("…", found.en), found.lacks)


def _several(numbers: Iterable[int]) -> str:
    every = [str(one) for one in dict.fromkeys(numbers)]
    shown = in_a_row(every[:MOST_NUMBERS])
    return shown if len(every) <= MOST_NUMBERS else f"{shown}…"
