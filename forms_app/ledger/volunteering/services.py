"""Asking for a home service, and showing an address to who holds it.

Each showing leaves an audit entry.

The item belongs to the person's enterprise, as the case does. Its title says the kind
alone: what was asked for, and where, stand with the case and go with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.refusal import Refused
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import Status
from forms_app.ledger.volunteering import queries
from forms_app.ledger.volunteering.kinds import HOME_SERVICE
from forms_app.ledger.volunteering.labels import SERVICES
from forms_app.ledger.volunteering.models import Service, Volunteer
from forms_app.ledger.volunteering.rules import (
    MOST_ASKED,
    SOON,
    may_see_address,
    owner_of,
)
from forms_app.people.isolation.case_rules import State
from forms_app.people.isolation.models import Case, CaseEvent


@dataclass(frozen=True)
class Address:
    """What the holder of a service is shown: where to, and what was asked for."""

    place: str
    what: str


def ask(
    session: Session,
    case: Case,
    kind: str,
    what: str,
    *,
    need: CaseEvent | None = None,
    due_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Service:
    """A service for somebody who stays in; of a need once.

    Raises:
        Refused: they do not stay in any more, much is asked for already, or the need
            was handed on before.
    """
    _must_be_askable(session, case, need)
    item = _raised(session, case, kind, due_at or now + SOON, actor, now)
    service = Service(
        item=item,
        case_id=case.id,
        need_id=need.id if need else None,
        kind=kind,
        what=what,
    )
    session.add(service)
    session.flush()
    return service


def _must_be_askable(session: Session, case: Case, need: CaseEvent | None) -> None:
    if case.state != State.OPEN:
        raise Refused("他已经可以出门，不能再请志愿者。")
    asked = [one.item for one in queries.services_of(session, case.id)]
    if queries.unfinished(asked) >= MOST_ASKED:
        raise Refused(
            "已经有 %(n)s 件还没有办好，请等一等，或者打社区的电话。", n=MOST_ASKED
        )
    if need and queries.services_of_needs(session, [need.id]):
        raise Refused("这件事已经请志愿者办了。")


def _raised(
    session: Session,
    case: Case,
    kind: str,
    due_at: datetime,
    actor: Actor,
    now: datetime,
) -> Item:
    with use_language(DEFAULT):  # it is kept, and read by everybody
        title = SERVICES.label(kind)
    return items.raise_item(
        session,
        HOME_SERVICE,
        Place.of(case.person.enterprise),
        title,
        due_at=due_at,
        part_of=f"case/{case.id}",
        actor=actor,
        now=now,
    )


def show_address(
    session: Session, item: Item, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> Address:
    """Where to, for who holds it and until it is done.

    Raises:
        Refused: it is not theirs, it is done, or nobody stays in there any more.
    """
    service = queries.service_of(session, item)
    is_open = service is not None and service.case.state == State.OPEN
    owner = owner_of(volunteer.id) if volunteer.confirmed_at else ""
    if service is None or not may_see_address(
        item.status == Status.TAKEN, item.owner, owner, is_open
    ):
        raise Refused("住址只给接下这件事的人看，办完就看不到了。")
    audit.record(
        session, actor=actor, action="service.address", subject=item.subject, now=now
    )
    return Address(service.case.place, service.what)
