"""Donations, stock and hand-outs: a ledger that is never edited."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "ledger.supplies",
    _l("物资"),
    models=("models",),
    blueprints=("views:supplies",),
    listings=("listing:LEDGER",),
    navigation=(
        Page(
            "work",
            _l("物资"),
            "supplies.stock",
            PUBLISHERS,
            holds=("supplies",),
            place=30,
        ),
    ),
    rules=("content:ITEMS",),
    figures="public:figures",
    keeping=("keeping:SUPPLIES",),
    duties=("duties:DUTIES",),
)
