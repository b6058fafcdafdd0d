"""Forms that were pressed several times."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.presses",
    _l("重复提交"),
    stays=True,
    models=("models",),
    set_up=("guard:init_app",),
    keeping=("keeping:PRESSES",),
)
