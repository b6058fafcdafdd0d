"""Sessions, kept by the office and not by the browser."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.sessions",
    _l("登录的设备"),
    stays=True,
    models=("models",),
    keeping=("keeping:SESSIONS",),
)
