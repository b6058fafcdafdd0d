"""Whether somebody answers at the phone of an enterprise: a code is sent there, and
typed in.

The code follows from the number and the time, so nothing of it is kept but in the
message that bears it; one that was typed in is good for the number it was sent to.
"""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from unicodedata import normalize

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.keys import keyring
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import MessageChoice
from forms_app.permits.messages.outbox import Event, tell, tells
from forms_app.permits.messages.rules import Kind

DIGITS = 6
LASTS = 10 * 60  # seconds at least; at most twice as long


def may_confirm(office: Office, now: datetime) -> bool:
    """Whether the office sends codes to phones."""
    by_phone = any(one.reaches == "phone" for one in office.config.channels)
    return by_phone and tells(office, Kind.PHONE, now)


def is_confirmed(session: Session, enterprise: Enterprise) -> bool:
    """Whether the number that is registered now was confirmed."""
    choice = session.get(MessageChoice, enterprise.id)
    return choice is not None and choice.phone_confirmed == enterprise.phone_index


def send_code(session: Session, enterprise: Enterprise, now: datetime) -> None:
    """Once in ten minutes, however often it is asked for."""
    window = _window(now)
    values = {"code": _code(enterprise, window)}
    key = f"phone/{enterprise.phone_index[:16]}/{window}"
    tell(session, enterprise, Event(Kind.PHONE, key, values=values), now)


def confirm(
    session: Session, enterprise: Enterprise, typed: str, *, actor: Actor, now: datetime
) -> bool:
    """Whether this is the code that was sent to the number registered now."""
    window = _window(now)
    said = "".join(one for one in normalize("NFKC", typed) if one in "0123456789")
    sent = [_code(enterprise, one) for one in (window, window - 1)]
    if not any(compare_digest(code, said) for code in sent):
        return False
    found = session.get(MessageChoice, enterprise.id)
    choice = found or MessageChoice(enterprise_id=enterprise.id)
    choice.phone_confirmed = enterprise.phone_index
    choice.changed_at = now
    session.add(choice)
    audit.record(
        session,
        actor=actor,
        action="message.confirm-phone",
        subject=enterprise.reference,
        now=now,
    )
    return True


def _window(now: datetime) -> int:
    return int(now.timestamp()) // LASTS


def _code(enterprise: Enterprise, window: int) -> str:
    parts = (enterprise.reference, enterprise.phone_index, str(window))
    number = int(keyring().digest("access", "phone", *parts), 16)
    return f"{number % 10**DIGITS:0{DIGITS}}"
