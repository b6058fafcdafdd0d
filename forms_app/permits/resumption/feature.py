"""Apply, review, check at the door, decide, supervise."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "permits.resumption",
    _l("开工申请"),
    stays=True,
    models=("models",),
    rules=(
        "content:SITE_CHECK",
        "content:SUPPLIES",
        "content:PRIORITY",
        "hours:HOURS",
    ),
    blueprints=("pages:review", "pages:resumption", "pages:tenants"),
    slots=frozenset(
        {
            "my.letters",
            "my.people",
            "my.requests",
            "my.office",
            "application",
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
        Page("applications", _l("待电话告知"), "review.calls", place=40),
    ),
    desk=("worklist:of_applications", "worklist:of_calls"),
    tasks={"applications": _l("申请"), "calls": _l("待电话告知")},
    keeping=(
        "keeping:CALLS",
        "keeping:INTENTS",
        "keeping:SITE_CHECKS",
        "keeping:APPLICATIONS",
    ),
    opening=("opening:lines",),
)
