"""What was to be put right holds names and phones until it is decided."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.permits.corrections.models import Correction

CORRECTIONS = Keeping(
    "corrections",
    _l("更正登记的请求"),
    Correction,
    {Event.DONE: at(Correction.decided_at)},
)
