"""Duties, which may name whose waste is fetched."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, Record, on
from forms_app.ledger.rounds.models import Duty

DUTIES = Keeping("duties", _l("定时勤务的安排"), Duty, {Event.DONE: on(Duty.ends_on)})

DUTY = Record(Duty, _l("放在某一家门口的勤务"))
