"""Letters and posters: where posted, who acknowledged; groups."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "ledger.publicity",
    _l("宣传"),
    models=("models",),
    blueprints=(
        "views:my_letters",
        "staff_views:publicity",
        "group_views:groups",
    ),
    facts={"my.tasks": "home:tasks", "my.history": "home:history"},
    listings=(
        "listing:POSTINGS",
        "listing:HAND_OUTS",
        "group_listing:MESSAGES",
        "group_listing:MEMBERS",
    ),
    navigation=(
        Page(
            "visits",
            _l("宣传"),
            "publicity.every",
            holds=("postings", "hand-outs"),
            place=60,
        ),
        Page(
            "visits",
            _l("联防联控群"),
            "groups.every",
            PUBLISHERS,
            holds=("messages", "group-members"),
            place=70,
        ),
    ),
    commands=("commands:messages",),
    jobs=("jobs:MESSAGES",),
    figures="public:figures",
    keeping=("keeping:ROBOTS",),
    duties=("duties:DUTIES",),
)
