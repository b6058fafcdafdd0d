"""Taking a place or a service, giving it back, finishing it: by the operations of
items, which leave the entries.

A place is an item that one has at a time, so however many press the button at once, no
more are taken than there are.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import UNFINISHED, Status
from forms_app.ledger.volunteering import queries
from forms_app.ledger.volunteering.kinds import HOME_SERVICE, PLACE_OF_POST
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.rules import (
    MOST_TAKEN,
    MOST_UNCONFIRMED,
    POST_PLACE,
    SERVICE,
    owner_of,
)


def add_places(
    session: Session, post: Post, number: int, *, actor: Actor, now: datetime
) -> None:
    for _one in range(number):
        place = Place(post.community, post.grid)
        kept = {"part_of": queries.part_of(post)}
        items.raise_item(
            session,
            PLACE_OF_POST,
            place,
            post.title,
            due_at=post.ends,
            **kept,
            actor=actor,
            now=now,
        )


def take_places_away(
    session: Session, post: Post, reason: str, *, actor: Actor, now: datetime
) -> None:
    for item in queries.places(session, post):
        if item.status in UNFINISHED:
            items.drop(session, item, reason, actor=actor, now=now)


def claim(
    session: Session, post: Post, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> Item:
    """A place of a post.

    Raises:
        Refused: it is over or closed, nothing is vacant, this phone has a place of it
            already, or has enough for
            somebody nobody has confirmed yet.
    """
    if post.closed_at or post.ends <= now:
        raise Refused("这个岗位已经结束了。")
    of_phone = queries.of_phone(session, volunteer)
    mine = {owner_of(one.id) for one in of_phone}
    places = queries.places(session, post)
    if any(item.owner in mine and item.status in UNFINISHED for item in places):
        raise Refused("您已经认领了这个岗位。")
    held = sum(len(queries.held_by(session, one)) for one in of_phone)
    if volunteer.confirmed_at is None and held >= MOST_UNCONFIRMED:
        raise Refused(
            "您已认领 %(n)s 个岗位。社区和您联系、确认以后，可以认领更多。", n=held
        )
    vacant = next((item for item in places if item.status == Status.OPEN), None)
    if vacant is None:
        raise Refused("这个岗位刚刚满了。谢谢您，请看看别的岗位。")
    items.take(session, vacant, owner=owner_of(volunteer.id), actor=actor, now=now)
    return vacant


def take_service(
    session: Session, item: Item, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    """A service, by who was confirmed.

    Raises:
        Refused: not confirmed, of another community, too many taken, or somebody was
            quicker.
    """
    if (
        volunteer.confirmed_at is None
        or item.community != volunteer.community
        or item.kind != SERVICE
    ):
        raise Refused("上门服务要先由社区和您联系、确认以后才能接。")
    held = [one for one in queries.held_by(session, volunteer) if one.kind == SERVICE]
    if len(held) >= MOST_TAKEN:
        raise Refused("您手上已有 %(n)s 件，请先办完再接。", n=len(held))
    items.take(session, item, owner=owner_of(volunteer.id), actor=actor, now=now)


def give_back(
    session: Session, item: Item, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    """Raises:
    Refused: it is not theirs, or it is done.
    """
    _must_hold(item, volunteer)
    items.give_back(session, item, actor=actor, now=now)


def finish(
    session: Session, item: Item, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    """Raises:
    Refused: it is not theirs, or it is done.
    """
    _must_hold(item, volunteer)
    kind = HOME_SERVICE if item.kind == SERVICE else PLACE_OF_POST
    items.finish(session, item, kind, actor=actor, now=now)


def give_everything_back(
    session: Session, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    for item in queries.held_by(session, volunteer):
        items.give_back(session, item, actor=actor, now=now)


def to_take(session: Session, item_id: int) -> Item | None:
    """An item as it is now, of whatever kind volunteers take."""
    query = select(Item).where(Item.id == item_id, Item.kind.in_((POST_PLACE, SERVICE)))
    return session.scalar(query.execution_options(populate_existing=True))


def _must_hold(item: Item, volunteer: Volunteer) -> None:
    if item.owner != owner_of(volunteer.id) or item.status != Status.TAKEN:
        raise Refused("这一件不在您手上。")
