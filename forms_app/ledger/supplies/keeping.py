"""Who gave and who took; the stock is never edited."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.ledger.supplies.models import SupplyEntry

SUPPLIES = Keeping(
    "supplies",
    _l("物资台账里的捐赠人、领用人和备注"),
    SupplyEntry,
    {Event.SAVED: at(SupplyEntry.at)},
    emptied={"donor_name": "", "public_name": "", "receiver": "", "note": ""},
)
