"""Counts over the other features; owns no table."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "office.statistics",
    _l("数据"),
    figures="public:figures",
    duties=("duties:DUTIES",),
)
