"""What is done beside reports and alarms: a call to who is missing, a link of one's own,
a hint that was looked into.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.personal import new_code
from forms_app.people.health_rules.readings import Slot
from forms_app.people.isolation.entries import enterprise_entry
from forms_app.people.isolation.links import link_hash
from forms_app.people.isolation.models import Case, Hint, MissingCall
from forms_app.permits.enterprises.models import Unit


def log_missing_call(
    session: Session,
    enterprise: Unit,
    about: tuple[date, Slot],
    outcome: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """A call to an enterprise, `about` a day and a slot.

    It stays missing until somebody reports it.
    """
    day, slot = about
    call = MissingCall(
        enterprise_id=enterprise.id,
        day=day,
        slot=slot.id,
        at=now,
        by=actor.id,
        outcome=outcome,
        note=note,
    )
    session.add(call)
    details = {"day": day.isoformat(), "slot": slot.id, "outcome": outcome}
    enterprise_entry(
        session, "missing.call", enterprise, details=details, actor=actor, now=now
    )


def new_own_link(session: Session, case: Case, *, actor: Actor, now: datetime) -> str:
    """A new link with which somebody reports alone; the old one is out at once.

    Only a hash is kept.
    """
    code = new_code(12)
    case.link_hash = link_hash(code)
    enterprise = session.get_one(Unit, case.enterprise_id)
    details = {"case": case.id, "person": case.person.number}
    enterprise_entry(
        session, "case.own_link", enterprise, details=details, actor=actor, now=now
    )
    return code


def see_hint(session: Session, hint: Hint, *, actor: Actor, now: datetime) -> None:
    """Somebody looked into it; what came of it is said to the enterprise, not kept
    here.
    """
    hint.seen_at = now
    enterprise = session.get_one(Unit, hint.enterprise_id)
    enterprise_entry(
        session,
        "hint.see",
        enterprise,
        details={"hint": hint.id, "kind": hint.kind},
        actor=actor,
        now=now,
    )
