"""Sessions for safety managers, attendance by a code, who still lacks it."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "ledger.training",
    _l("培训"),
    models=("models",),
    blueprints=("views:my_training", "staff_views:trainings"),
    kinds=("kinds:TRAINING",),
    panels={"my_items": "panels:of_items"},
    facts={"my.tasks": "home:tasks", "my.history": "home:history"},
    listings=("listing:UNTRAINED",),
    navigation=(
        Page(
            "visits",
            _l("培训"),
            "trainings.every",
            holds=("untrained", "training"),
            place=80,
        ),
    ),
    figures="public:figures",
    duties=("duties:DUTIES",),
)
