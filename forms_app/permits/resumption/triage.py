"""The suggested class (优先 / 有序 / 暂缓) of an application, from
content/rules/priority.toml: the first row that fits.
"""

from __future__ import annotations

from forms_app.permits.resumption.content import Priority, PriorityRow

AWAY = ("other_province", "key_area", "abroad")


def suggest(
    rule: Priority | None, *, kind: str, trade: str, people: dict[str, int]
) -> tuple[str, str] | None:
    """The class and the id of the row that gives it; None when no row fits: then
    somebody decides without a hint.

    `people` has the counts of the people page, named origin_full and origin_short (14
    days or more, fewer).
    """
    for row in rule.rows if rule else ():
        if _fits(row, kind, trade, people):
            return row.label, row.slug
    return None


def _fits(row: PriorityRow, kind: str, trade: str, people: dict[str, int]) -> bool:
    if row.trades and trade not in row.trades:
        return False
    if row.kinds and kind not in row.kinds:
        return False
    if row.key_area_staff and not people.get("key_area_short"):
        return False
    return not (
        row.all_local
        and any(
            people.get(f"{origin}_{days}")
            for origin in AWAY
            for days in ("full", "short")
        )
    )
