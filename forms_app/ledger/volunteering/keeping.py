"""Volunteers, and what they did for somebody at home."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, Record, at
from forms_app.ledger.volunteering.models import Service, Volunteer

VOLUNTEERS = Keeping(
    "volunteers", _l("志愿者"), Volunteer, {Event.DONE: at(Volunteer.left_at)}
)

SERVICE = Record(Service, _l("上门服务"))
