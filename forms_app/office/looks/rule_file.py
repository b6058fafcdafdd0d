"""content/rules/reading.toml: how much reading of personal data is unusual."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.office.looks.rules import Bounds

MOST = 100_000


def _bounds(reading: Reading) -> Bounds:
    return Bounds(**reading.outside)


def _number(name: str, means: str, means_en: str, default: int) -> Key:
    return Key(
        name,
        means,
        means_en,
        Type.WHOLE,
        low=1,
        high=MOST,
        default=default,
        example=str(default),
    )


READING = RuleKind(
    "reading",
    "看个人信息，多少算不寻常",
    "How much reading of personal data is unusual",
    _bounds,
    outside=(
        _number(
            "people_an_hour",
            "一个账号一小时里看多少人以上",
            "Above so many people that one account looks at within an hour",
            Bounds.people_an_hour,
        ),
        _number(
            "people_at_night",
            "一个账号夜里看多少人以上",
            "Above so many people that one account looks at in a night",
            Bounds.people_at_night,
        ),
        Key(
            "night_from",
            "夜里从几点起",
            "When the night begins",
            Type.CLOCK,
            default=Bounds.night_from,
            example='"22:00"',
        ),
        Key(
            "night_to",
            "夜里到几点止；和 night_from 一样就不看夜里",
            "When it ends; the same as night_from for no night at all",
            Type.CLOCK,
            default=Bounds.night_to,
            example='"06:00"',
        ),
        _number(
            "accounts_a_person",
            "一天里有多少个以上的账号看同一个人（例如同事、熟人）",
            "Above so many accounts that look at one person in a day, such as a colleague",
            Bounds.accounts_a_person,
        ),
    ),
)


def bounds_on(rules: Iterable[RuleFile], day: date) -> Bounds:
    return READING.on(rules, day) or Bounds()
