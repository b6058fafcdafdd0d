"""Agreeing on a time and moving it. Places are counted within the transaction that takes
one, which no other writes beside.
"""

from __future__ import annotations

from datetime import datetime

from babel.support import LazyProxy
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.appointments import queries, rules
from forms_app.permits.appointments.arrangement import must_be_movable
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.appointments.queries import Visit
from forms_app.permits.appointments.rules import Slot
from forms_app.permits.enterprises.queries import lock
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import Kind


class NoLongerFree(Refused):
    """Somebody else took the last place."""

    def __init__(self) -> None:
        super().__init__("这个时间刚刚约满了，请另选一个。")


def pick(
    session: Session,
    office: Office,
    visit: Visit,
    begins: datetime,
    *,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """An enterprise takes a time, or moves to another.

    Raises:
        NoLongerFree: no place is left at that time.
        Refused: it has moved once, or somebody is about to come.
    """
    lock(session, visit.enterprise)
    known = queries.agreed(session, visit)
    if known and known.begins_at == begins:
        return known
    if known:
        must_be_movable(office, known, now)
        known.moves += not rules.is_missed(known.ends_at, now)
    found, before = _set(session, office, visit, known, begins)
    _entry(session, found, before, actor=actor, now=now)
    return found


def arrange(
    session: Session,
    office: Office,
    visit: Visit,
    begins: datetime,
    *,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Staff set or move a time, as it was said on the phone.

    Raises:
        NoLongerFree: no place is left at that time.
    """
    lock(session, visit.enterprise)
    known = queries.agreed(session, visit)
    if known and known.begins_at == begins:
        return known
    found, before = _set(session, office, visit, known, begins)
    _entry(session, found, before, actor=actor, now=now)
    return found


def _free_at(session: Session, office: Office, visit: Visit, begins: datetime) -> Slot:
    for slot in queries.free(session, office, visit):
        if slot.begins == begins:
            return slot
    raise NoLongerFree


def _set(
    session: Session,
    office: Office,
    visit: Visit,
    known: Appointment | None,
    begins: datetime,
) -> tuple[Appointment, datetime | None]:
    """Give the visit a time; returns the one it had before too. What was promised for an
    earlier time is now due when both sides agreed.
    """
    slot = _free_at(session, office, visit, begins)
    found = known or _new(visit)
    before = found.begins_at
    found.pool = slot.pool
    found.begins_at = slot.begins
    found.ends_at = slot.ends
    found.number += 1
    session.add(found)
    application = visit.application
    if application and application.due_at and application.due_at < slot.ends:
        application.due_at = slot.ends
    return found, before


def _new(visit: Visit) -> Appointment:
    return Appointment(
        enterprise=visit.enterprise,
        campaign=visit.campaign,
        application_id=visit.application.id if visit.application else None,
        recheck_id=visit.recheck.id if visit.recheck else None,
        since=visit.since,
        number=0,
        moves=0,
    )


def _entry(
    session: Session,
    found: Appointment,
    before: datetime | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Noted and told: each time that is agreed on, once."""
    found.set_at = now
    found.set_by = actor.signature
    session.flush()
    details = {"campaign": found.campaign, "at": found.begins_at.isoformat()}
    if before:
        details["before"] = before.isoformat()
    audit.record(
        session,
        actor=actor,
        action="appointment.move" if before else "appointment.agree",
        subject=found.enterprise.reference,
        now=now,
        details=details,
    )
    _tell(session, found, now)


def _tell(session: Session, found: Appointment, now: datetime) -> None:
    """In the language of whoever is told."""
    at = LazyProxy(when, found.begins_at, found.ends_at, enable_cache=False)
    event = Event(
        Kind.VISIT,
        f"appointment/{found.id}/{found.number}",
        found.campaign,
        {"at": at},
    )
    tell(session, found.enterprise, event, now)
