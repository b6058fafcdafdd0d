"""What is done with a plan: making a duty, changing it, ending it.

One audit entry each; the day is laid out with it.

Entries hold kinds, times and accounts; never a place.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.personal import new_code
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.occurrences import lay_out_duty, take_back
from forms_app.ledger.rounds.plan import must_be_right, times_of

OWED = timedelta(days=7)  # that are looked back over


def make(
    session: Session, values: dict[str, Any], *, actor: Actor, now: datetime
) -> Duty:
    """A new duty; what is still to come of today is laid out at once.

    Raises:
        Refused: a time cannot be read, it ends before it begins, or what would be
            public holds a phone number.
    """
    duty = Duty(**{**_empty(now), **values}, code=new_code(8), since=now, version=1)
    duty.times = times_of(duty.times)
    must_be_right(duty)
    session.add(duty)
    session.flush()
    lay_out_duty(session, duty, now.date(), actor=actor, now=now)
    _entry(
        session,
        duty,
        "duty.make",
        actor,
        now,
        kind=duty.kind,
        times=duty.times,
        owner=duty.owner,
    )
    return duty


def change(
    session: Session, duty: Duty, values: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Other times, another owner or end.

    What was due stays due; times to come that are no more are taken back.

    Raises:
        Refused: as for making.
    """
    times = times_of(values["times"]) if "times" in values else duty.times
    if times != duty.times:
        _lay_out_owed(session, duty, actor, now)
        duty.since = now
    for name, value in {**values, "times": times}.items():
        setattr(duty, name, value)
    must_be_right(duty)
    session.flush()
    take_back(session, duty, actor=actor, now=now)
    lay_out_duty(session, duty, now.date(), actor=actor, now=now)
    _entry(
        session, duty, "duty.change", actor, now, changed=sorted(values), times=times
    )


def _lay_out_owed(session: Session, duty: Duty, actor: Actor, now: datetime) -> None:
    """What the old times owed and nobody laid out: it stays missing, also when the plan
    is another.
    """
    first = max(duty.starts_on, duty.since.date(), now.date() - OWED)
    for number in range((now.date() - first).days + 1):
        lay_out_duty(
            session, duty, first + timedelta(days=number), actor=actor, now=now
        )


def end(session: Session, duty: Duty, on: date, *, actor: Actor, now: datetime) -> None:
    """It is done for the last time on a day.

    Raises:
        Refused: it ends before it begins.
    """
    duty.ends_on = on
    must_be_right(duty)
    take_back(session, duty, actor=actor, now=now)
    _entry(session, duty, "duty.end", actor, now, on=on.isoformat())


def _empty(now: datetime) -> dict[str, Any]:
    return {
        "grid": "",
        "enterprise_id": None,
        "need_id": None,
        "task": "",
        "owner": "",
        "is_public": False,
        "starts_on": now.date(),
        "ends_on": None,
    }


def _entry(
    session: Session,
    duty: Duty,
    action: str,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=duty.subject,
        now=now,
        details=details,
    )
