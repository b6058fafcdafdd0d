"""What lies in quarantine."""

from __future__ import annotations

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature, Page

FEATURE = Feature(
    "office.junk",
    _l("看疑似垃圾"),
    stays=True,
    blueprints=("staff_views:junk",),
    navigation=(
        Page(
            "public",
            _l("疑似垃圾"),
            "junk.every",
            PUBLISHERS,
            below=("/app/staff/junk/",),
            place=90,
        ),
    ),
    desk=("worklist:of_junk",),
    tasks={"junk": _l("疑似垃圾")},
    jobs=("jobs:JUNK",),
    commands=("commands:junk",),
    duties=("duties:DUTIES",),
)
