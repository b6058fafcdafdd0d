"""Whom somebody must still call, what is to be said to them, and what they are told by
the channels of the office beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base.channels import Channel
from forms_app.base.office import Office
from forms_app.permits.campaigns.queries import is_rehearsal
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import Kind
from forms_app.permits.resumption.models import Call

# of a call about the check of an enterprise that has opened
KINDS = {"supervision": Kind.TO_PUT_RIGHT}


def note_call(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    campaign: str,
    about: str,
    text: str,
    now: datetime,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Put an enterprise on the list of calls to make, about something in a campaign, and
    tell it by every channel there is; what one of them delivers leaves the list. Nobody
    is called about a dress rehearsal.

    `values`: what a message may name of it (messages/rules.py).
    """
    if is_rehearsal(office, campaign):
        return
    call = Call(
        enterprise=enterprise,
        campaign=campaign,
        about=about,
        text=text,
        at=now,
        note="",
    )
    session.add(call)
    session.flush()
    kind = kind_of(about)
    event = Event(kind, event_of(call), campaign, values or {})
    tell(session, enterprise, event, now)


def kind_of(about: str) -> Kind:
    """Of the messages that say the same as a call about this."""
    return KINDS.get(about) or Kind(about)


def listed(items: Iterable[str]) -> dict[str, str]:
    """Several things, as a message names them."""
    lines = [f"{number}. {item}" for number, item in enumerate(items, 1)]
    return {"count": str(len(lines)), "items": "\n".join(lines)}


def event_of(call: Call) -> str:
    """What the messages that say the same as a call are written under."""
    return f"call/{call.id}"


def delivered(
    session: Session, message: Message, channel: Channel, now: datetime
) -> None:
    """Nobody has to call about what was delivered."""
    of, _slash, number = message.event.partition("/")
    if of == "call":
        to_make = Call.id == int(number), Call.done_at.is_(None)
        made = {"done_at": now, "done_by": channel.title[:60]}
        session.execute(update(Call).where(*to_make).values(made))
