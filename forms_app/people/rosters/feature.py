"""The staff of an enterprise."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "people.rosters",
    _l("员工花名册"),
    needs=frozenset({"health_rules"}),
    models=("models",),
    rules=("content:WORKERS_NOTICE", "content:RESIDENTS_NOTICE"),
    blueprints=("pages:rosters",),
    slots=frozenset({"roster", "roster.after", "person"}),
    facts={"history": "labels:history", "my.tasks": "home:tasks"},
    keeping=(
        "keeping:IMPORTS",
        "keeping:PEOPLE",
        "keeping:DETERMINATIONS",
    ),
    records=(
        "keeping:PERSON",
        "keeping:MOVEMENT",
        "keeping:DETERMINATION",
        "keeping:ROWS_OF_SHEETS",
    ),
    erased=("keeping:close_wall",),
    duties=("duties:DUTIES",),
)
