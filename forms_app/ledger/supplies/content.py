"""content/rules/supplies-items.toml: the items of the ledger and their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, RuleKind

PACK = ("pack", "pack_en", "per_pack")
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


def _is_packed(row: Row) -> bool:
    return any(key in row.values for key in PACK)


def _item(_row: Row, values: Values) -> Item:
    words = {
        key: values[key]
        for key in ("name", "name_en", "unit", "unit_en", "pack", "pack_en")
    }
    return Item(values["id"], **words, per_pack=values["per_pack"] or 0)


def _items(reading: Reading) -> dict[str, Item]:
    return {item.slug: item for item in reading.rows}


ITEMS = RuleKind(
    "supplies-items",
    "物资台账的物品和单位",
    "The items of the supplies ledger",
    _items,
    rows=(
        row_id(
            "物品的代号；停用以后请留着这一行",
            "The name of the item; keep its line when it is no longer used",
            example="extinguishers",
        ),
        *in_two_languages(
            "name", "物品", "The item", example=("灭火器", "Fire extinguishers")
        ),
        *in_two_languages("unit", "单位", "Its unit", example=("个", "pieces")),
        Key(
            "pack",
            "包装的名称；三项一起写，或者都不写",
            "What a pack is called; the three keys of a pack go together",
            required=_is_packed,
            example="盒",
        ),
        Key(
            "pack_en",
            "包装的英文",
            "The same in English",
            required=_is_packed,
            example="boxes",
        ),
        Key(
            "per_pack",
            "一个包装里有多少个单位",
            "How many units are in a pack",
            Type.WHOLE,
            required=_is_packed,
            low=2,
            high=LARGEST_PACK,
            example="50",
        ),
    ),
    row=_item,
    without="没有 rules/supplies-items.toml：物资台账里什么都不能登记",
)


def items_on(rules: Iterable[RuleFile], day: date) -> dict[str, Item]:
    """What can be entered on a day; nothing where no rule is in force."""
    return ITEMS.on(rules, day) or {}


def items_ever(rules: Iterable[RuleFile], day: date) -> dict[str, Item]:
    """What any version of the rule names, the one of the day before the others: an old
    entry keeps its words.
    """
    known: dict[str, Item] = {}
    listed = [rule for rule in rules if rule.id == ITEMS.id]
    for rule in sorted(listed, key=lambda rule: rule.begins):
        known |= ITEMS.of(rule) or {}
    return known | items_on(listed, day)
