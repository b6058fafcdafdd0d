"""The steps of an alarm: measured again, told, acted upon, closed with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation.entries import enterprise_entry
from forms_app.people.isolation.models import Alarm, AlarmStep
from forms_app.people.isolation.rules import FLOW, OF_STAFF, Action, State
from forms_app.permits.enterprises.models import Unit


def step(
    session: Session,
    alarm: Alarm,
    action: Action,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """One step of an alarm: measured again, told, acted, closed.

    Who and when stay with it.

    Raises:
        Refused: the step is not the next one, is the office's, or nothing was written.
    """
    if action in OF_STAFF and not actor.is_staff:
        raise Refused("这一步由社区来办。")
    if not note.strip():
        raise Refused("请写明内容。")
    alarm.state = FLOW.after(State(alarm.state), action)
    if alarm.state == State.CLOSED:
        alarm.closed_at = now
    alarm.steps.append(
        AlarmStep(kind=action, at=now, by=actor.signature, note=note.strip())
    )
    enterprise = session.get_one(Unit, alarm.enterprise_id)
    details = {"alarm": alarm.id, "person": alarm.person.number, "state": alarm.state}
    enterprise_entry(
        session,
        f"alarm.{action}",
        enterprise,
        details=details,
        reason=note if action == Action.CLOSE else "",
        actor=actor,
        now=now,
    )
