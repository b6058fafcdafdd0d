"""Health monitoring points: people and vehicles in and out."""

from __future__ import annotations

from forms_app.base.access import KEEPERS, PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "people.gates",
    _l("监测点"),
    needs=frozenset({"health_rules", "rosters", "isolation"}),
    models=("models",),
    blueprints=("pages:gates", "phone_views:gates_phone"),
    facts={"phone": "phone:kept_on_phones"},
    panels={
        "roster.after": "panels:of_roster",
        "person": "panels:of_person",
        "undecided": "panels:of_undecided",
    },
    desk=("worklist:of_passages",),
    tasks={"gates": _l("监测点")},
    unfinished=("queries:left_to_do",),
    navigation=(
        Page("people", _l("监测点"), "gates.overview", PUBLISHERS, place=50),
        Page("gate", _l("进出登记"), "gates.choose", KEEPERS, place=10),
    ),
    help=("keeper",),
    keeping=(
        "keeping:PASSAGES",
        "keeping:VISITORS",
        "keeping:BUS_TRIPS",
        "keeping:SHIFTS",
    ),
    records=("keeping:PASSAGE",),
    duties=("duties:DUTIES",),
)
