"""The tenants of a mall or building."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "permits.tenants",
    _l("租户"),
    stays=True,
    blueprints=("pages:tenants",),
    duties=("duties:DUTIES",),
)
