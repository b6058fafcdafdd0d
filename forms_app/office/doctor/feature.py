"""What of a running office is not safe."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "office.doctor",
    _l("体检"),
    stays=True,
    commands=("commands:doctor",),
)
