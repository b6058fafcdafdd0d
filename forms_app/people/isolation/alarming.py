"""Raising an alarm about somebody, from a report or from what was seen at a visit; one
open alarm a person at most.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.people.isolation.alarm_queries import open_alarm
from forms_app.people.isolation.models import Alarm, AlarmStep
from forms_app.people.isolation.rules import State
from forms_app.people.rosters.models import Person


def raise_alarm(
    session: Session,
    person: Person,
    kind: str,
    note: str,
    by: str,
    now: datetime,
    again_in: timedelta = timedelta(),
) -> Alarm:
    """`kind`: fever or unwell. Where one is open already, another step of it.

    `again_in`: until it is measured again.
    """
    alarm = open_alarm(session, person.id)
    if alarm is None:
        alarm = Alarm(
            person_id=person.id,
            enterprise_id=person.enterprise_id,
            community=person.enterprise.community,
            grid=person.enterprise.grid,
            kind=kind,
            state=State.RAISED,
            raised_at=now,
            again_by=now + again_in,
            closed_at=None,
        )
        session.add(alarm)
    alarm.steps.append(AlarmStep(kind="reported", at=now, by=by, note=note))
    session.flush()
    return alarm
