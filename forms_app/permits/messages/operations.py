"""What became of a message: one audit entry each, never with an address or a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.catalogue import DEFAULT
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.messages.reply import Delivery, Reply
from forms_app.permits.messages.rules import FLOW, Action, State, pause_after

# it may have arrived
UNKNOWN = frozenset({Delivery.SLOW, Delivery.NONSENSE})


def note(
    session: Session, message: Message, reply: Reply, *, actor: Actor, now: datetime
) -> None:
    """What the channel said: sent; to be tried again, or given up; or nobody knows."""
    pause = pause_after(message.attempts)
    message.answer = reply.said
    message.why = "" if reply.delivery is Delivery.ARRIVED else str(reply.delivery)
    if reply.delivery is Delivery.ARRIVED:
        _step(message, Action.ARRIVED)
        message.settled_at = now
    elif reply.delivery in UNKNOWN:
        _step(message, Action.LOSE_SIGHT)
    elif reply.delivery is Delivery.REFUSED or pause is None:
        _step(message, Action.GIVE_UP)
    else:
        _step(message, Action.PUT_OFF)
        message.next_try_at = now + pause
    _entry(session, str(message.state), message, actor, now, why=message.why)


def give_up(
    session: Session, message: Message, why: str, *, actor: Actor, now: datetime
) -> None:
    """It cannot be sent: there is no such channel, or no address any more."""
    _step(message, Action.GIVE_UP)
    message.why = why
    message.next_try_at = None
    _entry(session, "failed", message, actor, now, why=why)


def lose_sight(
    session: Session, message: Message, *, actor: Actor, now: datetime
) -> None:
    """Whoever was sending it stopped in the middle: it may have arrived or not."""
    _step(message, Action.LOSE_SIGHT)
    message.why = "stopped"
    _entry(session, "unclear", message, actor, now, why=message.why)


def send_again(
    session: Session, message: Message, *, actor: Actor, now: datetime
) -> None:
    """Somebody looked: it did not arrive.

    Raises:
        Refused: it went out, or waits already.
    """
    _step(message, Action.SEND_AGAIN)
    message.attempts = 0
    message.next_try_at = now
    message.why = ""
    message.answer = ""
    _entry(session, "again", message, actor, now)


def settle(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """They know of it in another way.

    Raises:
        Refused: it went out, or is just going.
    """
    _step(message, Action.TELL)
    message.settled_at = now
    _entry(session, "told", message, actor, now)


@dataclass(frozen=True)
class Wishes:
    """How an enterprise wants to be told; `without` are kinds of OPTIONAL."""

    email: str = ""
    language: str = DEFAULT
    without: tuple[str, ...] = ()


def choose(
    session: Session,
    enterprise: Enterprise,
    wishes: Wishes,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """From now on it is told like this."""
    found = session.get(MessageChoice, enterprise.id)
    choice = found or MessageChoice(enterprise_id=enterprise.id)
    choice.email = wishes.email
    choice.language = wishes.language
    choice.without = list(wishes.without)
    choice.changed_at = now
    session.add(choice)
    audit.record(
        session,
        actor=actor,
        action="message.choose",
        subject=enterprise.reference,
        now=now,
        details={
            "email": bool(wishes.email),
            "language": wishes.language,
            "without": list(wishes.without),
        },
    )


def _step(message: Message, action: Action) -> None:
    message.state = FLOW.after(State(message.state), action)


def _entry(
    session: Session,
    what: str,
    message: Message,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    of = {"message": message.id, "kind": message.kind, "channel": message.channel}
    audit.record(
        session,
        actor=actor,
        action=f"message.{what}",
        subject=message.enterprise.reference,
        now=now,
        details={**of, **{name: one for name, one in details.items() if one}},
    )
