"""Apply, review, check at the door, decide, supervise."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "permits.resumption",
    _l("申请和准予"),
    stays=True,
    models=("models",),
    rules=(
        "content:SUPPLIES",
        "application_file:APPLICATION",
        "content:SITE_CHECK",
        "priority_file:PRIORITY",
        "hours:HOURS",
    ),
    blueprints=(
        "pages:review",
        "pages:resumption",
        "check_phone_views:checks_phone",
    ),
    slots=frozenset(
        {
            "my.state",
            "my.visit",
            "my.notes",
            "my.tasks",
            "my.phone",
            "my.history",
            "application",
            "applications.wait",
            "application.first",
            "application.times",
            "check",
            "enterprise.first",
            "enterprise.actions",
            "enterprise",
        }
    ),
    navigation=(
        Page(
            "applications",
            _l("申请"),
            "review.queue",
            below=("/app/staff/check/",),
            place=10,
        ),
        Page("applications", _l("单位"), "review.enterprises", place=20),
        Page("applications", _l("核验和检查"), "review.checks", place=30),
        Page("applications", _l("手机核验"), "checks_phone.offline", place=32),
        Page(
            "applications",
            _l("喜报张贴"),
            "review.poster_list",
            place=35,
            needed="posters:any_poster",
        ),
        Page("applications", _l("待电话告知"), "review.calls", place=40),
    ),
    facts={
        "phone": "check_phone:kept_on_phones",
        "message.sent": "calls:delivered",
    },
    desk=("worklist:of_applications", "worklist:of_calls", "worklist:of_checks"),
    tasks={
        "applications": _l("申请"),
        "calls": _l("待电话告知"),
        "checks": _l("核验和检查"),
    },
    attachments={
        "application": "papers:may_see",
        "check": "papers:may_see_photos",
    },
    keeping=(
        "keeping:CALLS",
        "keeping:INTENTS",
        "keeping:SITE_CHECKS",
        "keeping:APPLICATIONS",
    ),
    exports=(
        "list_sheets:APPLICATION_SHEET",
        "list_sheets:ENTERPRISE_SHEET",
        "list_sheets:CALL_SHEET",
        "answer_sheets:ANSWER_SHEET",
    ),
    opening=("opening:lines",),
    upgrades=("upgrade:content", "upgrade:campaign", "upgrade:rows"),
    searches=("search:enterprises", "search:applications"),
    duties=("duties:DUTIES",),
)
