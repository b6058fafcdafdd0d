"""Photos and PDFs that belong to things of other features."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.attachments",
    _l("附件"),
    stays=True,
    models=("models",),
    blueprints=("views:attachments",),
    keeping=("keeping:ATTACHMENTS",),
    records=("keeping:ATTACHMENT",),
    jobs=("jobs:DEPOSITS",),
)
