"""Sending what lies in the outbox, one message after the other, in a process of its own:
`kaigong message send`.

One sender at a time (jobs.py), whatever host it is on. What is found in "sending" was left by one
that was stopped: nobody knows whether it arrived, and it is never sent again by itself.
A channel that does not answer is left alone for a while; its messages wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from forms_app.base.access import SYSTEM
from forms_app.base.channels import Channel
from forms_app.base.feature import facts
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.permits.messages import operations
from forms_app.permits.messages.delivery import deliver
from forms_app.permits.messages.jobs import OUTBOX
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.messages.outbox import address_of
from forms_app.permits.messages.reply import NO_ANSWER, Reply
from forms_app.permits.messages.rules import FLOW, Action, State, masked

NEVER = datetime.min.replace(tzinfo=UTC)
Deliver = Callable[[Channel, Letter], Reply]


@dataclass(frozen=True)
class Begun:
    """What a channel is asked, once "sending" is committed; no letter where it cannot be
    asked.
    """

    id: int
    letter: Letter | None = None


def run(office: Office, deliver: Deliver = deliver) -> int:
    """Send whatever is due; gives how many were tried. Asks for the next run when more
    is due later.

    Raises:
        AtWork: another sender is at work.
    """
    with lease.hold(office, OUTBOX.name):
        _look_after_the_stopped(office)
        tried = sum(_send_by(office, one, deliver) for one in office.config.channels)
        _give_up_what_has_no_channel(office)
        later = _next(office)
    if later:
        lease.ask_at(office, OUTBOX.name, later)
    return tried


def _send_by(office: Office, channel: Channel, deliver: Deliver) -> int:
    """Until nothing is due, or the channel does not answer."""
    tried = 0
    while begun := _begin(office, channel):
        if begun.letter is None:
            continue
        reply = deliver(channel, begun.letter)
        with office.database.writing() as session:
            message = session.get_one(Message, begun.id)
            now = office.clock.now()
            operations.note(session, message, reply, actor=SYSTEM, now=now)
            if message.state == State.SENT:
                facts("message.sent", session, message, channel, now)
        tried += 1
        if reply.delivery in NO_ANSWER:
            break
    return tried


def _begin(office: Office, channel: Channel) -> Begun | None:
    """The next that is due, noted as "sending" before anything is asked of the channel."""
    now = office.clock.now()
    with office.database.writing() as session:
        if _rests_until(session, channel) > now:
            return None
        due = _waiting(channel).where(Message.next_try_at <= now)
        message = session.scalars(due.limit(1)).first()
        if message is None:
            return None
        choice = session.get(MessageChoice, message.enterprise_id)
        to = address_of(channel, message.enterprise, choice)
        if not to:
            operations.give_up(session, message, "no-address", actor=SYSTEM, now=now)
            return Begun(message.id)
        message.state = FLOW.after(State(message.state), Action.BEGIN)
        message.attempts += 1
        message.tried_at = now
        message.next_try_at = None
        message.sent_to = masked(to)
        key = f"{office.id}-{message.id}"
        return Begun(
            message.id, Letter(to, message.title, message.text, message.kind, key)
        )


def _waiting(channel: Channel) -> Select[Message]:
    """What waits for a channel, what waits longest first."""
    query = select(Message).where(
        Message.state == State.WAITING, Message.channel == channel.name
    )
    return query.order_by(Message.next_try_at, Message.id)


def _rests_until(session: Session, channel: Channel) -> datetime:
    """Until when a channel that did not answer the last time is left alone."""
    last = session.execute(
        select(Message.tried_at, Message.why)
        .where(Message.channel == channel.name, Message.tried_at.is_not(None))
        .order_by(Message.tried_at.desc(), Message.id.desc())
        .limit(1)
    ).first()
    if last is None or last.why not in NO_ANSWER:
        return NEVER
    until: datetime = last.tried_at + timedelta(seconds=channel.pause)
    return until


def _look_after_the_stopped(office: Office) -> None:
    with office.database.writing() as session:
        left = select(Message).where(Message.state == State.SENDING)
        for message in session.scalars(left):
            now = office.clock.now()
            operations.lose_sight(session, message, actor=SYSTEM, now=now)


def _give_up_what_has_no_channel(office: Office) -> None:
    """What was written for a channel that settings.toml no longer has."""
    known = [one.name for one in office.config.channels]
    lost = select(Message).where(
        Message.state == State.WAITING, Message.channel.not_in(known)
    )
    with office.database.writing() as session:
        for message in session.scalars(lost):
            now = office.clock.now()
            operations.give_up(session, message, "no-channel", actor=SYSTEM, now=now)


def _next(office: Office) -> datetime | None:
    """When something is due again, and its channel may be asked."""
    moments = []
    with office.database.reading() as session:
        for channel in office.config.channels:
            waiting = _waiting(channel).with_only_columns(func.min(Message.next_try_at))
            due = session.scalar(waiting.order_by(None))
            if due:
                moments.append(max(due, _rests_until(session, channel)))
    return min(moments, default=None)
