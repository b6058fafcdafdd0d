"""A visit to an enterprise, and the requests that come of it."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page, listed

FEATURE = Feature(
    "ledger.visits",
    _l("走访"),
    models=("models",),
    blueprints=(
        "request_views:requests",
        "pages:visits",
        "phone_views:visits_phone",
    ),
    kinds=("kinds:REQUEST",),
    panels={
        "enterprise.actions": "panels:of_enterprise",
        "enterprise": "panels:at_enterprise",
        "my_items": "panels:of_items",
    },
    listings=("listing:VISITS",),
    navigation=(
        Page("visits", _l("今天的走访"), "visits.today", place=10),
        Page("visits", _l("手机走访"), "visits_phone.offline", place=20),
        listed("visits", _l("走访记录"), "visits", place=30),
        Page("visits", _l("检查和询问汇总"), "visits.totals", place=35),
        listed("visits", _l("问题与诉求"), "request", place=40),
        Page("visits", _l("走访待核对"), "visits.conflicts", PUBLISHERS, place=90),
    ),
    facts={"phone": "phone:kept_on_phones", "my.history": "home:history"},
    attachments={"visit": "queries:may_see_photos"},
    rules=("content:VISIT",),
    figures="public:figures",
    desk=("worklist:of_visits",),
    tasks={"visits": _l("走访")},
    keeping=("keeping:VISITS",),
    duties=("duties:DUTIES",),
)
