"""A time for the check at the door."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, listed

FEATURE = Feature(
    "permits.appointments",
    _l("约上门的时间"),
    needs=frozenset({"rechecks"}),
    models=("models",),
    rules=("time_file:CHECK_TIMES",),
    blueprints=("views:appointments", "staff_views:appointments_of_staff"),
    panels={
        "my.state": "panels:of_mine",
        "enterprise.first": "panels:at_enterprise",
        "application": "panels:at_application",
    },
    facts={
        "history": "labels:history",
        "my.visit": "panels:says",
        "my.tasks": "home:tasks",
        "my.history": "home:history",
        "application.times": "days:of_applications",
        "recheck.times": "queries:of_rechecks",
    },
    listings=("listing:AGENDA",),
    navigation=(listed("applications", _l("约好的上门"), "agenda", place=31),),
    unfinished=("queries:unfinished",),
    duties=("duties:DUTIES",),
)
