"""Resets that were asked for and never confirmed: why is somebody's own affair."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.base.second_step.models import AskedReset

ASKED = Keeping(
    "second-step-resets",
    _l("提出过的重设"),
    AskedReset,
    {Event.SAVED: at(AskedReset.asked_at)},
)
