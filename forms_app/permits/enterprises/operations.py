"""Registering an enterprise (排摸登记), putting its record right, giving it a new
access code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.personal import access_hash, new_code, phone_index
from forms_app.base.refusal import Refused
from forms_app.base.sessions.store import end_all
from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import GridBy
from forms_app.permits.grid.community import Community


@dataclass(frozen=True)
class Details:
    """What the registration form asks; `code` is None when there is no licence yet."""

    name: str
    code: str | None
    kind: str
    trade: str
    grid: str
    address: str
    contact_name: str
    contact_phone: str
    safety_manager: str
    place: str = ""
    place_public: bool = False
    grid_by: str = GridBy.SAID


def register(
    session: Session,
    community: Community,
    details: Details,
    *,
    channel: str,
    consent: str,
    managed_by: Enterprise | None = None,
    places: tuple[str, ...] = (),
    actor: Actor,
    now: datetime,
    codes: Callable[[int], str] = new_code,
    code_of: Callable[[str], str] | None = None,
) -> tuple[Enterprise, str]:
    """Register; gives the record and its access code, which is shown once and kept only
    as a hash.

    `managed_by` is the mall or building that registers it and applies for it; `places`
    what is local, and no part of what tells two names apart. `codes` makes a random
    code of a length; only the demo, which must come out the same each time, gives its
    own. `code_of` makes the access code of a reference where many are made together.
    """
    reference = _new_reference(session, community.prefix, codes)
    code = code_of(reference) if code_of else codes(12)
    enterprise = Enterprise(
        reference=reference,
        community=community.slug,
        channel=channel,
        consent=consent,
        access_hash=access_hash(reference, code),
        registered_at=now,
        managed_by=managed_by.id if managed_by else None,
        access_version=1,
    )
    _fill(enterprise, details, places)
    session.add(enterprise)
    session.flush()
    _registered_entry(session, enterprise, actor, now)
    rebuilds.ask(session, "registration", now, enterprise.reference)
    return enterprise, code


def _registered_entry(
    session: Session, enterprise: Enterprise, actor: Actor, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        action="enterprise.register",
        subject=enterprise.reference,
        now=now,
        details={
            "kind": enterprise.kind,
            "grid": enterprise.grid,
            "channel": enterprise.channel,
            "consent": enterprise.consent,
        },
    )


def confirm_grid(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    """The grid that was guessed is the right one."""
    enterprise.grid_by = GridBy.SAID
    audit.record(
        session,
        actor=actor,
        action="enterprise.grid",
        subject=enterprise.reference,
        now=now,
        details={"grid": enterprise.grid},
    )


def new_access_code(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> str:
    """A new code for somebody who lost it; the old one and every signed-in phone are
    out at once.
    """
    code = _renewed(session, enterprise)
    audit.record(
        session,
        actor=actor,
        action="enterprise.access",
        subject=enterprise.reference,
        now=now,
    )
    return code


def _renewed(session: Session, enterprise: Enterprise) -> str:
    """Another access code; whoever is signed in with the old one is out."""
    code = new_code(12)
    enterprise.access_hash = access_hash(enterprise.reference, code)
    enterprise.access_version += 1
    enterprise.link_used = False
    end_all(session, Actor("enterprise", enterprise.reference))
    return code


def take_over(
    session: Session, tenant: Enterprise, *, actor: Actor, now: datetime
) -> str:
    """From now on the tenant looks after its record itself; gives a new code, since the
    manager knows the old one.

    Raises:
        Refused: nobody else looks after it.
    """
    if tenant.managed_by is None:
        raise Refused("这家单位本来就是自己办的。")
    details = {"manager": session.get_one(Enterprise, tenant.managed_by).reference}
    tenant.managed_by = None
    code = _renewed(session, tenant)
    audit.record(
        session,
        actor=actor,
        action="enterprise.take-over",
        subject=tenant.reference,
        now=now,
        details=details,
    )
    return code


def _fill(enterprise: Enterprise, details: Details, places: tuple[str, ...]) -> None:
    for field in Details.__dataclass_fields__:
        setattr(enterprise, field, getattr(details, field))
    enterprise.phone_index = phone_index(details.contact_phone)
    set_keys(enterprise, places)


def _new_reference(session: Session, prefix: str, codes: Callable[[int], str]) -> str:
    while True:
        reference = f"{prefix}-{codes(6)}"
        if (
            session.scalar(
                select(Enterprise.id).where(Enterprise.reference == reference)
            )
            is None
        ):
            return reference
