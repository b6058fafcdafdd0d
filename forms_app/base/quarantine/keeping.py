"""What lies in quarantine goes by itself."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.base.quarantine.models import Quarantined

QUARANTINED = Keeping(
    "quarantined",
    _l("疑似垃圾"),
    Quarantined,
    {Event.SAVED: at(Quarantined.sent_at)},
)
