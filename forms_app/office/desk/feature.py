"""My work today, and the day's close."""

from __future__ import annotations

from forms_app.base.access import ADMIN_ONLY, PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "office.desk",
    _l("今天"),
    stays=True,
    models=("models",),
    blueprints=("views:desk",),
    navigation=(
        Page("today", _l("今天"), "desk.today", place=10),
        Page("today", _l("日结"), "desk.days", PUBLISHERS, place=20),
        Page("today", _l("开门之前"), "desk.opening", ADMIN_ONLY, place=30),
    ),
    slots=frozenset({"desk.notes"}),
    keeping=("keeping:DAY_LEFT",),
    duties=("duties:DUTIES",),
)
