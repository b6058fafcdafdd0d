"""People without an employer: registered with the residents of their grid, determined
by the same rules as anybody on a roster.

They live there, were seen at a gate, found from door to door, or phoned. Each is told
who keeps this and why (告知) before; the version of that is kept with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.personal import new_code
from forms_app.base.refusal import NotSetUp
from forms_app.people.health_rules.affected import Rules
from forms_app.people.rosters import operations, queries
from forms_app.people.rosters.content import RESIDENTS_NOTICE, WORKERS_NOTICE
from forms_app.people.rosters.membership import come_back
from forms_app.people.rosters.models import Person, Residents
from forms_app.permits.enterprises.models import RESIDENTS
from forms_app.permits.enterprises.notice import Notice
from forms_app.permits.grid.queries import name_of, rule

SOURCES = ("gate", "door", "phone")


@dataclass(frozen=True)
class Home:
    """Where somebody lives: the grid, and what it is called."""

    community: str
    grid: str
    name: str


def home(office: Office, community: str, grid: str) -> Home:
    """Its name is kept with the residents, so it is that of the office's language."""
    with use_language(DEFAULT):
        name = _("%(where)s居民", where=name_of(office, community, grid))
    return Home(community, grid, name)


def notice_of(office: Office) -> Notice:
    """What residents are told today; an office without a notice of their own tells them
    what it tells workers.

    Raises:
        NotSetUp: there is neither.
    """
    today = office.clock.today()
    found = rule(office, RESIDENTS_NOTICE, today) or rule(office, WORKERS_NOTICE, today)
    if found is None:
        raise NotSetUp(
            "社区还没有写好给居民的告知（content/rules/residents-notice.toml），不能登记。"
        )
    return found


def residents_of(session: Session, where: Home, now: datetime) -> Residents:
    """The residents of a grid, made when the first one is registered."""
    query = select(Residents).where(
        Residents.community == where.community, Residents.grid == where.grid
    )
    found = session.scalar(query.order_by(Residents.id))
    if found is None:
        found = _made(where, now)
        session.add(found)
        session.flush()
    return found


def _made(where: Home, now: datetime) -> Residents:
    """It can neither sign in nor be reached: nobody speaks for all residents."""
    return Residents(
        reference=f"JM-{new_code(6)}",
        name=where.name,
        name_key="",
        kind=RESIDENTS,
        trade="",
        community=where.community,
        grid=where.grid,
        address="",
        address_key="",
        search_key="",
        contact_name="",
        contact_phone="",
        phone_index="",
        safety_manager="",
        access_hash="",
        channel="door",
        consent="",
        registered_at=now,
    )


def register(
    session: Session,
    where: Home,
    values: dict[str, Any],
    *,
    source: str,
    notice: str,
    rules: Rules,
    actor: Actor,
    now: datetime,
) -> Person:
    """Somebody of a grid, who was told what `notice` says; whoever was registered there
    before, by the same name and phone, is put right.

    Raises:
        Refused: somebody else is registered there with this phone.
    """
    unit = residents_of(session, where, now)
    by: dict[str, Any] = {"actor": actor, "now": now}
    known = queries.by_phone(session, unit, values["phone"])
    if known and known.name == values["name"]:
        come_back(session, known, actor, now)
        operations.amend(session, known, values, rules=rules, **by)
        known.notice = notice
        return known
    added = operations.add(session, unit, values, source=source, rules=rules, **by)
    added.notice = notice
    return added
