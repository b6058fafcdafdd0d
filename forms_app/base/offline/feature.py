"""Pages that work on a phone without a network."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "base.offline",
    _l("没有网络也能用的页面"),
    stays=True,
    blueprints=("views:phones",),
    slots=frozenset({"phone"}),
)
