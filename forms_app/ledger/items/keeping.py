"""What was written in items; the items stay for the ledger."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.ledger.items.models import Item

ITEMS = Keeping(
    "items",
    _l("台账里的事项"),
    Item,
    {Event.DONE: at(Item.finished_at)},
    emptied={"title": "", "text": "", "answer": "", "measure": ""},
    subject="item/{}",
)
