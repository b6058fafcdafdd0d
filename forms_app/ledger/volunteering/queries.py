"""Reading posts with their vacancies, volunteers, services; who holds what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.keys import keyring
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.ledger.volunteering.models import Post, Service, Volunteer
from forms_app.ledger.volunteering.rules import POST_PLACE, SERVICE, owner_of


@dataclass(frozen=True)
class Vacancies:
    """Of a post: its places by how they stand."""

    vacant: int = 0
    taken: int = 0
    done: int = 0


def link_hash(code: str) -> str:
    return keyring().digest("access", "volunteer", code)


def phone_index(phone: str) -> str:
    """Mixed with the word, so that it says nothing about an index elsewhere."""
    return keyring().digest("index", "volunteer", phone)


def volunteer_of_link(session: Session, kept: str) -> Volunteer | None:
    query = select(Volunteer).where(
        Volunteer.link_hash == kept, Volunteer.left_at.is_(None)
    )
    return session.scalar(query) if kept else None


def is_link_of(volunteer: Volunteer, code: str) -> bool:
    return volunteer.link_hash == link_hash(code)


def part_of(post: Post) -> str:
    return f"post/{post.id}"


def posts(session: Session, actor: Actor) -> list[Post]:
    """Those of somebody's area, the latest first."""
    found = session.scalars(select(Post).order_by(Post.begins.desc(), Post.id.desc()))
    return [post for post in found if may_see(actor, post)]


def may_see(actor: Actor, post: Post) -> bool:
    """A post of a whole community is seen by whoever sees one of its grids."""
    in_a_grid = post.grid == "" and any(
        grid.startswith(f"{post.community}-") for grid in actor.grids
    )
    return actor.may_see(post.community, post.grid) or in_a_grid


def to_come(session: Session, now: datetime) -> list[Post]:
    """Posts that are not over and not closed, the next first."""
    query = select(Post).where(Post.ends > now, Post.closed_at.is_(None))
    return list(session.scalars(query.order_by(Post.begins, Post.id)))


def vacancies(session: Session, found: Iterable[Post]) -> dict[int, Vacancies]:
    """Of each post; none where it has no places. Counted by the database, in one
    question.
    """
    by_part = {part_of(post): post.id for post in found}
    sums = [
        func.sum(case((Item.status == status, 1), else_=0))
        for status in (Status.OPEN, Status.TAKEN, Status.DONE)
    ]
    query = (
        select(Item.part_of, *sums)
        .where(Item.kind == POST_PLACE, Item.part_of.in_(by_part))
        .group_by(Item.part_of)
    )
    counted = {
        by_part[part]: Vacancies(*map(int, numbers))
        for part, *numbers in session.execute(query)
    }
    return dict.fromkeys(by_part.values(), Vacancies()) | counted


def places(session: Session, post: Post) -> list[Item]:
    query = select(Item).where(Item.kind == POST_PLACE, Item.part_of == part_of(post))
    return list(session.scalars(query.order_by(Item.id)).unique())


def held_by(session: Session, volunteer: Volunteer) -> list[Item]:
    """What a volunteer has taken and not finished, what is due first on top."""
    query = select(Item).where(
        Item.owner == owner_of(volunteer.id), Item.status == Status.TAKEN
    )
    query = query.where(Item.kind.in_((POST_PLACE, SERVICE)))
    return list(session.scalars(query.order_by(Item.due_at, Item.id)).unique())


def of_phone(session: Session, volunteer: Volunteer) -> list[Volunteer]:
    """Every record with the same phone, the own one among them."""
    return list(
        session.scalars(
            select(Volunteer).where(Volunteer.phone_index == volunteer.phone_index)
        )
    )


def volunteers(session: Session, actor: Actor) -> list[Volunteer]:
    """Those of the communities somebody works in who are not gone; who waits to be
    confirmed first.
    """
    query = select(Volunteer).where(Volunteer.left_at.is_(None))
    found = session.scalars(
        query.order_by(Volunteer.confirmed_at.is_not(None), Volunteer.id.desc())
    )
    return [one for one in found if actor.may_see(one.community, "")]


def members(session: Session) -> dict[str, int]:
    """By squad, how many are in it and not gone."""
    query = select(Volunteer.squad, func.count()).where(Volunteer.left_at.is_(None))
    return dict(session.execute(query.group_by(Volunteer.squad)).all())


def names(session: Session, items: Iterable[Item]) -> dict[str, Volunteer]:
    """By owner, the volunteers who have these items."""
    ids = {
        int(item.owner.partition("/")[2])
        for item in items
        if item.owner.startswith("volunteer/")
    }
    return {
        owner_of(one.id): one
        for one in session.scalars(select(Volunteer).where(Volunteer.id.in_(ids)))
    }


def service_of(session: Session, item: Item) -> Service | None:
    return session.scalar(select(Service).where(Service.item_id == item.id))


def services_of(session: Session, case_id: int) -> list[Service]:
    """Of one case, the newest first."""
    query = (
        select(Service).where(Service.case_id == case_id).order_by(Service.id.desc())
    )
    return list(session.scalars(query).unique())


def services_of_needs(session: Session, needs: Iterable[int]) -> dict[int, Service]:
    """By need, the service that sees to it."""
    query = select(Service).where(Service.need_id.in_(list(needs)))
    return {one.need_id: one for one in session.scalars(query).unique() if one.need_id}


def open_services(session: Session, community: str) -> list[Item]:
    """What nobody has taken: kind, area and time are all a helper sees of it."""
    query = select(Item).where(
        Item.kind == SERVICE, Item.status == Status.OPEN, Item.community == community
    )
    return list(session.scalars(query.order_by(Item.due_at, Item.id)).unique())


def unfinished(items: Iterable[Item]) -> int:
    return sum(item.status in UNFINISHED for item in items)
