"""How long data is kept, its deletion at night, copies and erasure."""

from __future__ import annotations

from forms_app.base.access import OFFICE
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "office.retention",
    _l("保存期限"),
    stays=True,
    models=("models",),
    blueprints=("staff_views:retention",),
    navigation=(
        Page("publishing", _l("保存期限"), "retention.status", OFFICE, place=20),
    ),
    rules=("content:RETENTION",),
    opening=("opening:lines",),
    panels={"desk.notes": "panels:on_desk"},
    commands=(
        "commands:retention",
        "commands:person",
        "enterprise_command:enterprise",
        "commands:backup_command",
        "features_command:features",
    ),
    jobs=("jobs:RETENTION",),
    keeping=("keeping:REASONS",),
    duties=("duties:DUTIES",),
)
