"""The suggested class (优先 / 有序 / 暂缓) of an application, from
content/rules/priority.toml: the first row that fits.
"""

from __future__ import annotations

from typing import Any

from forms_app.base.contentfile.rulefile import RuleFile

AWAY = ("other_province", "key_area", "abroad")


def suggest(
    rule: RuleFile | None, *, kind: str, trade: str, people: dict[str, int]
) -> tuple[str, str] | None:
    """The class and the id of the row that gives it; None when no row fits: then
    somebody decides without a hint.

    `people` has the counts of the people page, named origin_full and origin_short (14
    days or more, fewer).
    """
    for row in rule.rows if rule else ():
        if _fits(row, kind, trade, people):
            return row["class"], row["id"]
    return None


def _fits(row: dict[str, Any], kind: str, trade: str, people: dict[str, int]) -> bool:
    if "trades" in row and trade not in row["trades"]:
        return False
    if "kinds" in row and kind not in row["kinds"]:
        return False
    if row.get("key_area_staff") and not people.get("key_area_short"):
        return False
    return not (
        row.get("all_local")
        and any(
            people.get(f"{origin}_{days}")
            for origin in AWAY
            for days in ("full", "short")
        )
    )
