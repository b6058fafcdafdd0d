"""Who and what passed a gate, and who kept it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, exists

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, Record, at
from forms_app.people.gates.models import BusTrip, Passage, Shift, Visitor


def _not_seen_since(newest: date) -> Condition:
    """Somebody at a gate who is on no roster: the last passage counts."""
    later = (
        exists()
        .where(Passage.visitor_id == Visitor.id, ~at(Passage.at)(newest))
        .correlate(Visitor)
    )
    return and_(Visitor.arrived_on <= newest, ~later)


PASSAGES = Keeping(
    "gate-passages", _l("监测点的进出登记"), Passage, {Event.SAVED: at(Passage.at)}
)
VISITORS = Keeping(
    "gate-visitors", _l("监测点登记过的外来人"), Visitor, {Event.SAVED: _not_seen_since}
)
BUS_TRIPS = Keeping(
    "gate-bus-trips", _l("通勤班车"), BusTrip, {Event.SAVED: at(BusTrip.at)}
)
SHIFTS = Keeping(
    "gate-shifts", _l("监测点的值守"), Shift, {Event.SAVED: at(Shift.planned_from)}
)

PASSAGE = Record(Passage, _l("监测点的进出登记"))
