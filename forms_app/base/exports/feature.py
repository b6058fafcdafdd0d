"""Tables of people as sealed Excel files, made behind the page."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.exports",
    _l("导出"),
    stays=True,
    models=("models",),
    blueprints=("views:exports",),
    set_up=("kinds:set_up",),
)
