"""The suggested class (优先 / 有序 / 暂缓) of an application, from
campaigns/<slug>/priority.toml: the first row that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_app.base.questions.conditions import all_hold
from forms_app.permits.resumption.priority_file import Priority, PriorityRow


def suggest(
    rule: Priority | None, *, kind: str, trade: str, answers: Mapping[str, Any]
) -> tuple[str, str] | None:
    """The class and the id of the row that gives it; None when no row fits: then
    somebody decides without a hint.

    `answers`: by id, as conditions read them.
    """
    for row in rule.rows if rule else ():
        if _fits(row, kind, trade, answers):
            return row.label, row.slug
    return None


def _fits(row: PriorityRow, kind: str, trade: str, answers: Mapping[str, Any]) -> bool:
    if row.trades and trade not in row.trades:
        return False
    if row.kinds and kind not in row.kinds:
        return False
    return all_hold(row.when, answers)
