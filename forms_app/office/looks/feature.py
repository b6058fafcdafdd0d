"""Who looked at whom."""

from __future__ import annotations

from forms_app.base.access import OFFICE
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "office.looks",
    _l("谁看过谁"),
    stays=True,
    models=("models",),
    rules=("rule_file:READING",),
    blueprints=("staff_views:looks",),
    navigation=(
        Page(
            "accounts",
            _l("谁看过谁"),
            "looks.readers",
            OFFICE,
            below=("/app/staff/looks/",),
            place=40,
        ),
    ),
    desk=("worklist:of_unusual",),
    tasks={"looks": _l("谁看过谁")},
    jobs=("jobs:UNUSUAL",),
    commands=("commands:unusual_reading",),
    keeping=("keeping:UNUSUAL",),
    duties=("duties:DUTIES",),
)
