"""What was said to have been put right."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.permits.rechecks.models import Recheck

RECHECKS = Keeping(
    "rechecks",
    _l("请求复核的话"),
    Recheck,
    {Event.SAVED: at(Recheck.asked_at)},
    campaign=Recheck.campaign,
)
