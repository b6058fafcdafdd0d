"""Notices, letters, policies and what else is published as a document."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.documents",
    _l("文件"),
    stays=True,
    sections=(
        "sections:NOTICES",
        "sections:LETTERS",
        "sections:POLICIES",
        "sections:PLANS",
        "sections:MEASURES",
        "sections:SHOPS",
        "sections:HELP",
    ),
    rules=("kinds_file:KINDS_FILE",),
    searches=("search:documents",),
    duties=("duties:DUTIES",),
)
