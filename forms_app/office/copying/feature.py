"""Taking an office to another database."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "office.copying",
    _l("搬到别的数据库"),
    stays=True,
    commands=("commands:copy",),
)
