"""Campaigns: what is going on, for whom, from when to when."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Feature

FEATURE = Feature(
    "permits.campaigns",
    _l("专项行动"),
    stays=True,
    set_up=("pages:set_up",),
    rules=("content:CAMPAIGN",),
)
