"""Putting a registration right."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "permits.corrections",
    _l("更正登记"),
    models=("models",),
    blueprints=("views:corrections", "staff_views:corrections_of_staff"),
    navigation=(
        Page(
            "applications",
            _l("更正登记"),
            "corrections_of_staff.waiting",
            PUBLISHERS,
            place=45,
        ),
    ),
    panels={
        "enterprise.actions": "panels:actions",
        "enterprise.first": "panels:guessed_grid",
        "application.first": "panels:guessed_grid_of",
    },
    facts={"my.tasks": "home:tasks", "my.history": "home:history"},
    desk=("worklist:of_corrections",),
    tasks={"corrections": _l("更正登记")},
    keeping=("keeping:CORRECTIONS",),
    duties=("duties:DUTIES",),
)
