"""Figures that others reported: printed as they were said, never added up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from forms_app.base.contentfile.frontmatter import Parsed
from forms_app.base.contentfile.judges import a_date

FIGURE = re.compile(
    r"(?P<before>近|约|达|接近|共)?\s*+(?P<number>\d{1,12}(?:\.\d{1,6})?)?(?P<wan>万)?\s*+(?P<after>多|余)?\s*+(?P<unit>[^\d\s]{1,6})"
)


@dataclass(frozen=True)
class Figure:
    """A reported figure: printed as it was said, never added up.

    `number` and `qualifier` are for sorting and search.
    """

    label: str
    printed: str
    qualifier: str
    number: int
    unit: str
    date: date
    source: str


def read_figure(
    parsed: Parsed, key: str, row: list[str], allowed: str
) -> Figure | None:
    """A reported figure of label, number, day and source, or None beside a fault that
    says what is `allowed`.
    """
    label, printed, day, source = row
    found = FIGURE.fullmatch(printed)
    if not found or not (found["number"] or found["wan"]) or a_date(day):
        parsed.wrong(key, "“%(value)s”里的数字或日期读不出", allowed)
        return None
    number = float(found["number"] or 1) * (10000 if found["wan"] else 1)
    qualifier = (found["before"] or "") + (found["after"] or "")
    return Figure(
        label,
        printed,
        qualifier,
        int(number),
        found["unit"],
        date.fromisoformat(day),
        source,
    )
