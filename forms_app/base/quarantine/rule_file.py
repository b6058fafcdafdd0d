"""content/rules/junk.toml: what is taken for the work of a program."""

from __future__ import annotations

from forms_app.base.contentfile.keys import Key, Type
from forms_app.base.contentfile.rule_folder import RULES
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.base.office import Office
from forms_app.base.quarantine.rules import Bounds


def _bounds(reading: Reading) -> Bounds:
    return Bounds(**reading.outside)


JUNK = RuleKind(
    "junk",
    "怎样算疑似垃圾",
    "What is taken for junk",
    _bounds,
    outside=(
        Key(
            "seconds",
            "公众的表单打开几秒以内就交上来的，算疑似垃圾；0 是不看",
            "A form of the public sent sooner than so many seconds after it was opened "
            "is taken for junk; 0 for not looking",
            Type.WHOLE,
            low=0,
            high=60,
            default=Bounds.seconds,
            example=str(Bounds.seconds),
        ),
        Key(
            "addresses",
            "一小时里，一样的内容从几个以上的网络地址交上来，算疑似垃圾",
            "The same sent from more than so many network addresses within an hour is "
            "taken for junk",
            Type.WHOLE,
            low=1,
            high=1000,
            default=Bounds.addresses,
            example=str(Bounds.addresses),
        ),
    ),
)


def bounds(office: Office) -> Bounds:
    rules = RULES.records(office.accepted).values()
    return JUNK.on(rules, office.clock.today()) or Bounds()
