"""Duties that come back every day."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page, listed

FEATURE = Feature(
    "ledger.rounds",
    _l("勤务"),
    models=("models",),
    blueprints=("views:rounds",),
    kinds=("kinds:ROUND",),
    listings=("listing:DUTIES", "place_listing:KEY_PLACES"),
    navigation=(
        Page("work", _l("今天的勤务"), "rounds.today", holds=("round",), place=40),
        listed("work", _l("勤务安排"), "duties", place=50),
        listed("work", _l("重点场所"), "key-places", place=55),
    ),
    commands=("commands:rounds",),
    jobs=("jobs:LAY_OUT",),
    figures="public:figures",
    keeping=("keeping:DUTIES",),
    records=("keeping:DUTY",),
    duties=("duties:DUTIES",),
)
