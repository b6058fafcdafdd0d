"""Any list as a page, as Excel, and a changed Excel back again."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "ledger.lists",
    _l("台账表"),
    stays=True,
    models=("models",),
    blueprints=("views:lists",),
    keeping=("keeping:UPLOADS",),
)
