"""Putting a registration right: by the enterprise, by staff, or on its wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.personal import phone_index
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.permits.corrections.models import Correction
from forms_app.permits.corrections.queries import open_of
from forms_app.permits.corrections.rules import Outcome, differing
from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import GridBy


def amend(
    session: Session,
    enterprise: Enterprise,
    given: Mapping[str, Any],
    *,
    places: tuple[str, ...],
    actor: Actor,
    now: datetime,
) -> None:
    """Write what differs; the entry names the fields and none of what they say."""
    differs = differing(enterprise, given)
    if not differs:
        return
    for name, value in differs.items():
        setattr(enterprise, name, value)
    if "grid" in differs:
        enterprise.grid_by = GridBy.SAID
    enterprise.phone_index = phone_index(enterprise.contact_phone)
    set_keys(enterprise, places)
    _entry(session, enterprise, "enterprise.amend", actor, now, fields=sorted(differs))
    rebuilds.ask(session, "registration", now, enterprise.reference)


def ask(
    session: Session,
    enterprise: Enterprise,
    given: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Correction | None:
    """Hand a wish to staff, with what an earlier one said that is still open; None where
    nothing differs.
    """
    earlier = open_of(session, enterprise)
    differs = differing(enterprise, {**(earlier.given if earlier else {}), **given})
    if earlier:
        _decide(earlier, Outcome.TAKEN_BACK, actor, now)
    if not differs:
        return None
    wish = Correction(enterprise=enterprise, given=differs, asked_at=now)
    session.add(wish)
    fields = sorted(differs)
    _entry(session, enterprise, "correction.ask", actor, now, fields=fields)
    return wish


def take_back(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    if wish := open_of(session, enterprise):
        _decide(wish, Outcome.TAKEN_BACK, actor, now)
        _entry(session, enterprise, "correction.take-back", actor, now)


def accept(
    session: Session,
    wish: Correction,
    *,
    places: tuple[str, ...],
    actor: Actor,
    now: datetime,
) -> None:
    _decide(wish, Outcome.ACCEPTED, actor, now)
    unit = wish.enterprise
    amend(session, unit, wish.given, places=places, actor=actor, now=now)
    _entry(session, unit, "correction.accept", actor, now)


def decline(
    session: Session, wish: Correction, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Raises Refused where no reason is given: the enterprise reads it."""
    if not reason.strip():
        raise Refused("请写明不改的理由，这家单位会看到。")
    _decide(wish, Outcome.DECLINED, actor, now)
    wish.reason = reason
    _entry(session, wish.enterprise, "correction.decline", actor, now)


def _decide(wish: Correction, outcome: Outcome, actor: Actor, now: datetime) -> None:
    if wish.decided_at is not None:
        raise ChangedMeanwhile
    wish.outcome = outcome
    wish.decided_at = now
    wish.decided_by = actor.id


def _entry(
    session: Session,
    enterprise: Enterprise,
    action: str,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=enterprise.reference,
        now=now,
        details=details,
    )
