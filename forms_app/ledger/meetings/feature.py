"""The meeting every morning: each item an answer and a measure."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, listed

FEATURE = Feature(
    "ledger.meetings",
    _l("碰头会"),
    models=("models",),
    blueprints=("views:meetings",),
    panels={
        "application": "panels:of_application",
        "alarm": "panels:of_alarm",
        "item": "panels:of_item",
    },
    kinds=("kinds:MEETING",),
    listings=("listing:MEETINGS",),
    navigation=(
        listed("work", _l("碰头会事项"), "meeting", place=10),
        listed("work", _l("碰头会"), "meetings", PUBLISHERS, place=20),
    ),
    figures="public:figures",
    duties=("duties:DUTIES",),
)
