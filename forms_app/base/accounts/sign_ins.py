"""Who signed in and out, when, from which address; and who tried to.

The entries are in the audit trail, the addresses beside it: encrypted, and deleted when
the rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import VISITOR, Actor
from forms_app.base.accounts.models import SignInAddress
from forms_app.base.accounts.queries import account_named
from forms_app.base.audit import AuditEntry

SHOWN = timedelta(days=30)
# what somebody typed who meant no account of ours may be a password
NOBODY = "sign-in/nobody's account"


@dataclass(frozen=True)
class SignIn:
    """One line of the list. `address` is empty once it was deleted."""

    entry: AuditEntry
    address: str


def subject_of(username: str) -> str:
    """What the entries about signing in are filed under, apart from what was changed."""
    return f"sign-in/{username}"


def note(
    database: Session,
    action: str,
    username: str,
    address: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """ "account.sign-in", "account.sign-out"."""
    subject = subject_of(username)
    entry = audit.record(database, actor=actor, action=action, subject=subject, now=now)
    database.add(SignInAddress(entry_number=entry.number, address=address))


def note_failure(
    database: Session, username: str, address: str, *, is_last: bool, now: datetime
) -> None:
    """A wrong password; `is_last`: after it none is taken from there for a while.

    Of names that nobody has too, so that neither takes longer than the other.
    """
    is_known = account_named(database, username) is not None
    entry = audit.record(
        database,
        actor=VISITOR,
        action="account.slow" if is_last else "account.failure",
        subject=subject_of(username) if is_known else NOBODY,
        now=now,
    )
    database.add(SignInAddress(entry_number=entry.number, address=address))


def recent(database: Session, username: str, now: datetime) -> Sequence[SignIn]:
    """Of the last month, the newest first."""
    rows = database.execute(
        select(AuditEntry, SignInAddress.address)
        .outerjoin(SignInAddress, SignInAddress.entry_number == AuditEntry.number)
        .where(AuditEntry.subject == subject_of(username), AuditEntry.at > now - SHOWN)
        .order_by(AuditEntry.number.desc())
    )
    return [SignIn(entry, address or "") for entry, address in rows]
