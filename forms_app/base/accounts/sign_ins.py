"""Who signed in and out, when, from which address; and who tried to.

The entries are in the audit trail, the addresses beside it: encrypted, and deleted when
the rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import VISITOR, Actor
from forms_app.base.accounts.models import SignInAddress
from forms_app.base.audit import AuditEntry
from forms_app.base.paging import Page, Rows, page_of

SHOWN = timedelta(days=30)
# what somebody typed who meant no account of ours may be a password
NOBODY = "sign-in/nobody's account"


@dataclass(frozen=True)
class SignIn:
    """One line of the list. `address` is empty once it was deleted."""

    entry: AuditEntry
    address: str


def subject_of(name: str) -> str:
    """What the entries about signing in are filed under, apart from what was changed.

    `name`: of an account, or an enterprise's reference.
    """
    return f"sign-in/{name}"


def note(
    database: Session,
    action: str,
    name: str,
    address: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """ "account.sign-in", "enterprise.sign-out"."""
    _note(database, action, subject_of(name), address, actor, now)


def note_failure(
    database: Session, action: str, name: str, address: str, now: datetime
) -> None:
    """A wrong password or access code: "account.failure", "enterprise.failure".

    `name` is empty where nobody has the one that was typed: this is kept too, so that
    neither takes longer than the other.
    """
    subject = subject_of(name) if name else NOBODY
    _note(database, action, subject, address, VISITOR, now)


def _note(
    database: Session,
    action: str,
    subject: str,
    address: str,
    actor: Actor,
    now: datetime,
) -> None:
    entry = audit.record(database, actor=actor, action=action, subject=subject, now=now)
    database.add(SignInAddress(entry_number=entry.number, address=address))


def recent(database: Session, name: str, now: datetime) -> Page[SignIn]:
    """Of the last month, the newest first; the part that the request asks for."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject == subject_of(name), AuditEntry.at > now - SHOWN)
        .order_by(AuditEntry.number.desc())
    )
    rows = Rows(database, query, partial(_with_addresses, database))
    return page_of(rows, key="sign-ins")


def _with_addresses(database: Session, entries: Sequence[AuditEntry]) -> list[SignIn]:
    numbers = [entry.number for entry in entries]
    query = select(SignInAddress).where(SignInAddress.entry_number.in_(numbers))
    kept = {row.entry_number: row.address for row in database.scalars(query)}
    return [SignIn(entry, kept.get(entry.number, "")) for entry in entries]
