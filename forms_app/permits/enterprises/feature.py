"""Enterprises: registration, and their way back to their own pages."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "permits.enterprises",
    _l("单位登记"),
    stays=True,
    slots=frozenset({"history"}),
    signed_in=("session:current_enterprise",),
    models=("models",),
    sections=("content:ENTERPRISES",),
    rules=("trades:TRADES", "notice:PRIVACY"),
    opening=("opening:lines",),
    blueprints=(
        "views:enterprises",
        "staff_views:register_at_door",
        "door_views:doors",
    ),
    navigation=(
        Page("applications", _l("上门登记"), "register_at_door.new", place=30),
    ),
    keeping=(
        "keeping:DRAFTS",
        "keeping:CONTACTS",
    ),
    erased=("keeping:lock_out",),
    duties=("duties:DUTIES",),
)
