"""Sending what waits for a group, one message after the other, in a process of its own:
`kaigong messages`.

One messenger at a time on a machine (jobs.py). What is found in "sending" was left by one that
was stopped: nobody knows whether it arrived, and it is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.access import SYSTEM
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity import message_operations as operations
from forms_app.ledger.publicity.jobs import MESSAGES
from forms_app.ledger.publicity.models import GroupMessage
from forms_app.ledger.publicity.robots import Answer, say
from forms_app.ledger.publicity.rules import State

Say = Callable[[str, str, tuple[str, ...]], Answer]


@dataclass(frozen=True)
class _Taken:
    """What is asked for, once "sending" is committed."""

    id: int
    robot: str
    text: str


def wake(office: Office) -> None:
    """Something waits; the process that keeps everything alive starts the messenger.

    Called within the transaction: the messenger waits for the write lock, and so never
    looks too early.
    """
    lease.ask(office, MESSAGES.name)


def run(office: Office, say: Say = say) -> int:
    """Send whatever is due; gives how many were tried. Asks for the next run when more
    is due later.
    """
    try:
        with lease.hold(office, MESSAGES.name):
            return _send(office, say)
    except lease.AtWork:
        return 0


def _send(office: Office, say: Say) -> int:
    tried = 0
    _look_after_the_stopped(office)
    while taken := _take(office):
        answer = say(taken.robot, taken.text, office.config.robot_hosts)
        with office.database.writing() as session:
            operations.note(
                session,
                _get(session, taken.id),
                answer,
                actor=SYSTEM,
                now=office.clock.now(),
            )
        tried += 1
    with office.database.reading() as session:
        later = _next(session)
    if later:
        lease.ask_at(office, MESSAGES.name, later)
    return tried


def _take(office: Office) -> _Taken | None:
    """The next that is due, noted as "sending" before anything is asked of its robot."""
    now = office.clock.now()
    with office.database.writing() as session:
        due = select(GroupMessage).where(
            GroupMessage.state == State.WAITING, GroupMessage.next_try_at <= now
        )
        message = session.scalars(
            due.order_by(GroupMessage.next_try_at, GroupMessage.id).limit(1)
        ).first()
        if message is None:
            return None
        operations.begin(session, message, actor=SYSTEM, now=now)
        return _Taken(message.id, message.group.robot, message.text)


def _look_after_the_stopped(office: Office) -> None:
    with office.database.writing() as session:
        for message in session.scalars(
            select(GroupMessage).where(GroupMessage.state == State.SENDING)
        ):
            operations.lose_sight(
                session, message, actor=SYSTEM, now=office.clock.now()
            )


def _get(session: Session, message_id: int) -> GroupMessage:
    message = session.get(GroupMessage, message_id)
    if message is None:
        raise Refused("这条消息已经不在了。")
    return message


def _next(session: Session) -> datetime | None:
    return session.scalar(
        select(func.min(GroupMessage.next_try_at)).where(
            GroupMessage.state == State.WAITING
        )
    )
