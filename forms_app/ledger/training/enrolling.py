"""An enterprise enrols, cancels, and is there: each a step of an item, which leaves the
audit entry.

Seats are counted within the transaction that takes one, which no other writes beside.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.queries import by_origin
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.ledger.training import queries
from forms_app.ledger.training.kinds import ATTENDED, TRAINING
from forms_app.ledger.training.models import Training
from forms_app.ledger.training.rules import may_confirm, may_enrol
from forms_app.permits.enterprises.models import Enterprise


def enrol(
    session: Session,
    training: Training,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> Item:
    """A seat for an enterprise.

    Raises:
        Refused: it is too late, the session is full or of another community, or this
            one is enrolled.
    """
    if not may_enrol(training.at, now, bool(training.called_off_at)):
        raise Refused("这一场已经不能报名了，请看其他场次。")
    if enrolment(session, training, enterprise):
        raise Refused("您已经报名了。")
    return _seat(session, training, enterprise, actor=actor, now=now)


def cancel(
    session: Session,
    training: Training,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The seat is free again, also for this enterprise.

    Raises:
        Refused: it is not enrolled, or has attended.
    """
    item = enrolment(session, training, enterprise)
    if item is None or item.status not in UNFINISHED:
        raise Refused("没有可以取消的报名。")
    item.origin = None
    items.drop(session, item, "取消报名", actor=actor, now=now)


def be_there(
    session: Session,
    training: Training,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Confirmed on the spot by the code on the wall; who had not enrolled takes a seat,
    where one is left.

    Raises:
        Refused: it is not the time, no seat is left, or it was confirmed before.
    """
    if not may_confirm(training.at, now) or training.called_off_at:
        raise Refused("现在不是这一场签到的时间。")
    item = enrolment(session, training, enterprise)
    attend(
        session,
        item or _seat(session, training, enterprise, actor=actor, now=now),
        actor=actor,
        now=now,
    )


def attend(session: Session, item: Item, *, actor: Actor, now: datetime) -> None:
    """Attended: by the code, or ticked on the list."""
    items.finish(session, item, TRAINING, ATTENDED, actor=actor, now=now)


def enrolment(
    session: Session, training: Training, enterprise: Enterprise
) -> Item | None:
    """The one of this enterprise, neither cancelled nor dropped by staff."""
    found = by_origin(session, _origin(training, enterprise))
    return found if found and found.status != Status.DROPPED else None


def _origin(training: Training, enterprise: Enterprise) -> str:
    return f"{training.part}/{enterprise.id}"


def _seat(
    session: Session,
    training: Training,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> Item:
    if training.community != enterprise.community:
        raise Refused("这一场不是您所在社区的。")
    if queries.taken(session, training) >= training.seats:
        raise Refused("这一场已经报满了，请看其他场次。")
    if dropped := by_origin(session, _origin(training, enterprise)):
        dropped.origin = None  # staff dropped it; the seat was given back
        session.flush()
    return items.raise_item(
        session,
        TRAINING,
        items.Place.of(enterprise),
        training.title,
        owner=enterprise.reference,
        due_at=training.at,
        origin=_origin(training, enterprise),
        part_of=training.part,
        actor=actor,
        now=now,
    )
