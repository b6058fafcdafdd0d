"""Whether an XLSForm is one: pyxform, which ODK's own tools are made with, judges it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.xlsforms.workbook import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Line,
    Workbook,
)

FIRST = 2  # the number of the row below the titles
LONGEST = 400  # of what pyxform says


def judge(form: Workbook) -> None:
    """Raises SheetRefused with what pyxform says where it is no sound XLSForm."""
    # not before it is used: it takes longer to load than any other command needs
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    given: dict[str, list[dict[str, str | None]]] = {}
    for name in (SURVEY, CHOICES, SETTINGS):
        lines = form.lines.get(name, [])
        if lines:
            given[name] = _rows(lines)
            titles = {title for line in lines for title in line.typed}
            given[f"{name}_header"] = [dict.fromkeys(titles)]
    try:
        convert(given, form_name="form", warnings=[])
    except PyXFormError as error:
        raise _refused(str(error)) from None
    except (
        RecursionError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        # it raises whatever a strange form makes its parts raise
        raise SheetRefused(
            "这张 XLSForm 组套得太深，或者写法太怪，pyxform 读不了（%(told)s）",
            told=type(error).__name__,
        ) from None


def _refused(says: str) -> SheetRefused:
    told = re.sub(r"\s+", " ", says)[:LONGEST]
    return SheetRefused("这张 XLSForm 本身有错，pyxform 说：%(told)s", told=told)


def _rows(lines: Sequence[Line]) -> list[dict[str, str | None]]:
    """Row for row, the blank ones too: pyxform counts them."""
    by_number = {line.number: line.typed for line in lines}
    return [
        dict(by_number.get(number, {})) for number in range(FIRST, max(by_number) + 1)
    ]
