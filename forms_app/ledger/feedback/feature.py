"""Mistakes and objections from the public site."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page, listed

FEATURE = Feature(
    "ledger.feedback",
    _l("公众反映"),
    models=("models",),
    blueprints=("views:feedback", "staff_views:feedback_of_staff"),
    kinds=("kinds:MISTAKE", "kinds:OBJECTION"),
    navigation=(
        listed("public", _l("报告的错误"), "mistake", PUBLISHERS, place=10),
        listed("public", _l("异议"), "objection", PUBLISHERS, place=20),
        Page(
            "public",
            _l("答复了要回电话"),
            "feedback_of_staff.answered",
            PUBLISHERS,
            place=25,
        ),
    ),
    rules=("content:FEEDBACK",),
    desk=("worklist:of_answers",),
    tasks={"feedback": _l("答复了要回电话")},
    help=("mistakes",),
    keeping=("keeping:PHONES",),
    duties=("duties:DUTIES",),
)
