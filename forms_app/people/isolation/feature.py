"""Who stays in, how they are twice a day, and who is missing."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "people.isolation",
    _l("隔离和两报"),
    needs=frozenset({"health_rules", "rosters"}),
    models=("models",),
    blueprints=("pages:isolation", "pages:cases", "pages:missing"),
    slots=frozenset({"alarm", "case.actions", "need", "own", "undecided"}),
    panels={
        "my.phone": "panels:of_mine",
        "enterprise.actions": "panels:of_enterprise",
        "roster": "panels:of_roster",
        "person": "panels:of_person",
    },
    facts={"history": "labels:history", "my.tasks": "home:tasks"},
    navigation=(
        Page("people", _l("等社区决定"), "cases.undecided", place=5),
        Page("people", _l("返岗"), "cases.arrivals", place=7),
        Page("people", _l("居民"), "cases.residents", place=8),
        Page("people", _l("隔离"), "cases.list", place=10),
        Page(
            "people",
            _l("每日两报"),
            "missing.reports",
            below=("/app/staff/hints/",),
            place=20,
        ),
        Page("people", _l("发热"), "missing.alarms", place=30),
    ),
    exports=("sheet:READINGS",),
    commands=("commands:hints", "commands:reminders"),
    jobs=("jobs:HINTS", "jobs:REMINDERS"),
    desk=(
        "worklist:of_alarms",
        "worklist:of_undecided",
        "worklist:of_unconfirmed",
        "worklist:of_people",
        "worklist:of_cases",
        "worklist:of_missing",
    ),
    tasks={
        "alarms": _l("发热"),
        "decide": _l("等社区决定"),
        "isolation": _l("隔离"),
        "reports": _l("每日两报"),
    },
    unfinished=("unfinished:cases", "unfinished:alarms"),
    help=("staying-in",),
    keeping=(
        "keeping:PEOPLE",
        "keeping:DETERMINATIONS",
        "keeping:READINGS",
        "keeping:CASES",
        "keeping:DESIGNATED_PLACES",
        "keeping:ALARMS",
        "keeping:HINTS",
        "keeping:REPORTS",
        "keeping:MISSING_CALLS",
    ),
    records=(
        "keeping:CASE",
        "keeping:CASE_EVENT",
        "keeping:READING",
        "keeping:ALARM",
        "keeping:ALARM_STEP",
        "keeping:HINT",
    ),
    duties=("duties:DUTIES",),
)
