"""How long photos and PDFs are kept, and what becomes of their files."""

from __future__ import annotations

from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.store import sweep
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, Record, at

ATTACHMENTS = Keeping(
    "attachments",
    _l("照片和 PDF"),
    Attachment,
    {Event.SAVED: at(Attachment.made_at)},
    sweep=sweep,
)
ATTACHMENT = Record(
    Attachment,
    _l("照片和 PDF"),
    {"belongs_to": _l("属于"), "size": _l("大小（字节）")},
)
