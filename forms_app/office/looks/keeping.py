"""What was unusual in the read log; who looked at whom stands in the log itself."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.office.looks.models import UnusualReading

UNUSUAL = Keeping(
    "unusual-readings",
    _l("不寻常的查看"),
    UnusualReading,
    {Event.DONE: at(UnusualReading.seen_at), Event.SAVED: at(UnusualReading.began_at)},
)
