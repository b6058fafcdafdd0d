"""content/rules/supplies-items.toml: the items of the ledger and their units, read into
records or told as faults.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rows import Judged, Row
from forms_app.base.contentfile.rulefile import RuleFile, in_force

RULE = "supplies-items"
PACK = ("pack", "pack_en", "per_pack")
KEYS = ("id", "name", "name_en", "unit", "unit_en", *PACK)
LARGEST_PACK = 1000


@dataclass(frozen=True)
class Item:
    """An item and the unit it is counted in.

    `per_pack` is the only conversion there is; 0 without one.
    """

    slug: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    pack: str = ""
    pack_en: str = ""
    per_pack: int = 0


def read_items(judged: Judged) -> dict[str, Item] | None:
    """By slug; None beside the faults that were noted."""
    judged.outside()
    found = [item for row in judged.rows(KEYS) if (item := _item(row))]
    return None if judged.faults else {item.slug: item for item in found}


def _item(row: Row) -> Item | None:
    words: dict[str, str] = {
        key: row.text(key, required=True)
        for key in ("name", "name_en", "unit", "unit_en")
    }
    packed = any(key in row.values for key in PACK)
    pack = row.text("pack", required=packed)
    pack_en = row.text("pack_en", required=packed)
    size = row.whole("per_pack", 2, LARGEST_PACK, required=packed)
    return (
        Item(row.text("id"), **words, pack=pack, pack_en=pack_en, per_pack=size or 0)
        if row.is_good
        else None
    )


def faults_of(judged: Judged) -> list[Fault]:
    """The faults of the items; of another rule, whether its id was meant to be this."""
    if judged.rule.id == RULE:
        read_items(judged)
    elif get_close_matches(judged.rule.id, [RULE], 1, 0.8):
        # Under a misspelt id nothing could be entered.
        Row(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", RULE, nearest=[RULE]
        )
    return judged.faults


def items_on(rules: Iterable[RuleFile], day: date) -> dict[str, Item]:
    """What can be entered on a day; nothing where no rule is in force."""
    found = in_force(rules, RULE, day)
    return (read_items(Judged(found)) if found else None) or {}


def items_ever(rules: Iterable[RuleFile], day: date) -> dict[str, Item]:
    """What any version of the rule names, the one of the day before the others: an old
    entry keeps its words.
    """
    known: dict[str, Item] = {}
    listed = [rule for rule in rules if rule.id == RULE]
    for rule in sorted(listed, key=lambda rule: rule.begins):
        known |= read_items(Judged(rule)) or {}
    return known | items_on(listed, day)
