"""The rules about people: who stays in, what a temperature means."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "people.health_rules",
    _l("健康规则"),
    rules=(
        "regions_file:REGIONS",
        "isolation_file:ISOLATION",
        "health_file:HEALTH",
    ),
)
