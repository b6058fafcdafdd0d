"""What every step of a case shares: a reason, the event it leaves in the case, its one
audit entry.

The entry holds the case's id and the person's number; never a name, a place, a note or
how somebody is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation.case_rules import Kind
from forms_app.people.isolation.models import Case, CaseEvent


def must_have_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")


def note_event(
    case: Case,
    kind: Kind,
    actor: Actor,
    now: datetime,
    *,
    code: str | None = None,
    note: str = "",
    day: date | None = None,
    **when: datetime,
) -> None:
    kept = {
        "kind": kind,
        "day": day or now.date(),
        "at": now,
        "by": actor.signature,
        "code": code,
        "note": note,
    }
    case.events.append(CaseEvent(**kept, **when))


def note_entry(
    session: Session,
    action: str,
    case: Case,
    actor: Actor,
    now: datetime,
    *,
    basis: str = "",
    reason: str = "",
    **details: Any,
) -> None:
    subject = case.person.enterprise.reference
    details = {"case": case.id, "person": case.person.number, **details}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        basis=basis,
        reason=reason,
        details=details,
    )
