"""Reading groups: those of one's communities, the enterprises in and not in any, what was sent and what needs somebody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from forms_app.access import Actor
from forms_app.enterprises.models import Enterprise
from forms_app.enterprises.queries import visible_to, within
from forms_app.publicity.models import Group, GroupMember, Message
from forms_app.publicity.rules import UNSETTLED


def groups(session: Session, actor: Actor) -> list[Group]:
    query = select(Group).where(within(actor, Group.community, literal(""))).order_by(Group.community, Group.id)
    return list(session.scalars(query))


def sizes(session: Session) -> dict[int, int]:
    """How many enterprises are in each group."""
    query = select(GroupMember.group_id, func.count()).group_by(GroupMember.group_id)
    return dict(session.execute(query).all())


def members(session: Session, group: Group) -> list[Enterprise]:
    query = select(Enterprise).join(GroupMember, GroupMember.enterprise_id == Enterprise.id)
    return list(session.scalars(query.where(GroupMember.group_id == group.id).order_by(Enterprise.grid, Enterprise.id)))


def in_no_group(session: Session, actor: Actor) -> list[Enterprise]:
    """Registered enterprises within reach that are in no group."""
    query = select(Enterprise).where(visible_to(actor), Enterprise.id.not_in(select(GroupMember.enterprise_id)))
    return list(session.scalars(query.order_by(Enterprise.community, Enterprise.grid, Enterprise.id)))


def messages(session: Session, actor: Actor, community: str = "", state: str = "") -> Sequence[Message]:
    """The newest first."""
    query = select(Message).join(Message.group).where(within(actor, Group.community, literal("")))
    for column, wanted in ((Group.community, community), (Message.state, state)):
        query = query.where(column == wanted) if wanted else query
    return list(session.scalars(query.order_by(Message.id.desc())))


def sent_to(session: Session, group: Group) -> list[Message]:
    """What was asked for; what is not settled first, then the newest."""
    query = select(Message).where(Message.group_id == group.id).order_by(Message.id.desc()).limit(100)
    return sorted(session.scalars(query), key=lambda one: one.state not in UNSETTLED)
