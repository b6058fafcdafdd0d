"""What was noted from door to door."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, Record, at
from forms_app.ledger.sweeps.models import Sweep, SweepPerson, SweepUnit
from forms_app.permits.enterprises.models import Enterprise

SWEEPS = Keeping(
    "sweeps", _l("排查走访的记录"), Sweep, {Event.DONE: at(Sweep.closed_at)}
)

FOUND = Record(SweepPerson, _l("排查时登记的"), {"found_at": _l("登记时间")})


def empty_notes(session: Session, enterprise: Enterprise) -> None:
    """A sweep stays whole; what it noted at an enterprise that is erased goes."""
    mine = select(SweepUnit).where(SweepUnit.enterprise_id == enterprise.id)
    for unit in session.scalars(mine):
        unit.note = ""
