"""What was noted at visits; the visits stay for the ledger."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.ledger.visits.models import Visit

VISITS = Keeping(
    "visits",
    _l("走访记录里的备注"),
    Visit,
    {Event.SAVED: at(Visit.recorded_at)},
    emptied={"note": ""},
)
