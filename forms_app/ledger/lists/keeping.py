"""Sheets that were handed in and not taken."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.ledger.lists.models import SheetUpload

UPLOADS = Keeping(
    "sheet-uploads",
    _l("没有收下的表格"),
    SheetUpload,
    {Event.SAVED: at(SheetUpload.made_at)},
)
