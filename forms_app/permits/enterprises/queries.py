"""Reading the register: by reference, who may see what, and likely doubles."""

from __future__ import annotations

import hmac

from sqlalchemy import ColumnElement, case, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from forms_app.base.access import Actor, Role
from forms_app.base.keys import keyring
from forms_app.base.notions.firm_name import name_key
from forms_app.base.personal import access_hash
from forms_app.permits.enterprises.models import Enterprise, Unit
from forms_app.permits.enterprises.rules import address_key

Place = ColumnElement[str] | InstrumentedAttribute[str]
# the place of an enterprise, for `visible_in_order` and whatever narrows such a list
COMMUNITY = Unit.community.concat("")
GRID = Unit.grid.concat("")


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that keeps a query of enterprises, or of units, within an actor's
    grids or communities.
    """
    return within(actor, Unit.community, Unit.grid)


def visible_in_order(actor: Actor) -> ColumnElement[bool]:
    """The same for a long list, of which a page is read in the order of an index.

    An expression keeps the database from gathering all rows of the place first, only to
    sort a hundred thousand of them for a page of fifty.
    """
    return within(actor, COMMUNITY, GRID)


def within(actor: Actor, community: Place, grid: Place) -> ColumnElement[bool]:
    """The same for anything else that lies in a community and grid: the columns that
    say where.
    """
    if actor.role is Role.ADMIN:
        return true()
    if actor.role is Role.GRID_WORKER:
        return grid.in_(actor.grids)
    if actor.role is None or actor.role is Role.KEEPER:
        return false()
    return community.in_(actor.communities)


def by_reference(session: Session, reference: str) -> Enterprise | None:
    return session.scalar(
        select(Enterprise).where(Enterprise.reference == reference.strip().upper())
    )


def lock(session: Session, enterprise: Enterprise) -> None:
    """What is noted of one enterprise is noted one after the other."""
    session.execute(
        select(Enterprise.id).where(Enterprise.id == enterprise.id).with_for_update()
    )


def link_word(enterprise: Enterprise) -> str:
    """What the link that comes with an access code ends in: not the code, so that no log
    of a proxy and no history of a browser holds it. With another code it is another.
    """
    digest = keyring().digest(
        "access", "link", enterprise.reference, enterprise.access_hash
    )
    return digest[:32]


def way_back(enterprise: Enterprise) -> str:
    """The address of that link."""
    return f"/app/my/r/{enterprise.reference}/{link_word(enterprise)}"


def by_link(session: Session, reference: str, word: str) -> Enterprise | None:
    """The enterprise whose link this is; None once it has been redeemed."""
    found = by_reference(session, reference)
    if found is None or found.link_used:
        return None
    fits = hmac.compare_digest(link_word(found).encode(), word.encode())
    return found if fits else None


def by_access_code(session: Session, reference: str, code: str) -> Enterprise | None:
    """The enterprise whose access code this is.

    The comparison takes the same time whatever is wrong.
    """
    enterprise = by_reference(session, reference)
    expected = enterprise.access_hash if enterprise else "0" * 64
    given = access_hash(reference.strip().upper(), code)
    return enterprise if hmac.compare_digest(expected, given) and enterprise else None


def tenants_of(session: Session, manager: Enterprise) -> list[Enterprise]:
    """What a mall or building registered and still looks after, the newest first."""
    query = (
        select(Enterprise)
        .where(Enterprise.managed_by == manager.id)
        .order_by(Enterprise.id.desc())
    )
    return list(session.scalars(query))


def tenant_of(
    session: Session, manager: Enterprise, reference: str
) -> Enterprise | None:
    """One of the tenants it looks after."""
    found = by_reference(session, reference)
    return found if found and found.managed_by == manager.id else None


def likely_doubles(
    session: Session,
    *,
    name: str,
    code: str | None,
    address: str,
    places: tuple[str, ...],
    other_than: int | None = None,
    manager: int | None = None,
) -> list[Enterprise]:
    """Records with the same code, or the same name at the same address; shown to
    somebody, never refused. At most ten; those that a `manager` looks after come first.
    """
    same_name_and_place = (Enterprise.name_key == name_key(name, places)) & (
        Enterprise.address_key == address_key(address, places)
    )
    condition = (
        or_(Enterprise.code == code, same_name_and_place)
        if code
        else same_name_and_place
    )
    own_first = case((Enterprise.managed_by == manager, 0), else_=1)
    query = select(Enterprise).where(condition).order_by(own_first, Enterprise.id)
    query = query.limit(10)
    return [found for found in session.scalars(query) if found.id != other_than]
