"""Reading groups: those of one's communities, the enterprises in and not in any, what
was sent and what needs somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.ledger.publicity.models import Group, GroupMember, GroupMessage
from forms_app.ledger.publicity.rules import UNSETTLED
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to, within

NONE = "none"
FEW = 500  # numbers that are named in a question; for more all are asked for
_in_no_group = Enterprise.id.not_in(select(GroupMember.enterprise_id))


def groups(session: Session, actor: Actor) -> list[Group]:
    query = (
        select(Group)
        .where(within(actor, Group.community, literal("")))
        .order_by(Group.community, Group.id)
    )
    return list(session.scalars(query))


def sizes(session: Session) -> dict[int, int]:
    """How many enterprises are in each group."""
    query = select(GroupMember.group_id, func.count()).group_by(GroupMember.group_id)
    return dict(session.execute(query).all())


def names(session: Session) -> set[str]:
    return set(session.scalars(select(Group.name)))


class Membership(NamedTuple):
    """A registered enterprise and the groups it is in."""

    enterprise: Enterprise
    groups: list[Group]


def memberships(
    session: Session, actor: Actor, community: str = "", grid: str = "", group: str = ""
) -> Rows[Membership]:
    """Of every enterprise within reach; `group`: the number of one, or NONE for those
    in no group.
    """
    query = select(Enterprise).where(visible_to(actor))
    for column, wanted in ((Enterprise.community, community), (Enterprise.grid, grid)):
        query = query.where(column == wanted) if wanted else query
    if group == NONE:
        query = query.where(_in_no_group)
    elif group:
        of_it = select(GroupMember.enterprise_id).where(
            cast(GroupMember.group_id, String) == group
        )
        query = query.where(Enterprise.id.in_(of_it))
    query = query.order_by(Enterprise.community, Enterprise.grid, Enterprise.id)
    return Rows(session, query, partial(_with_groups, session))


def _with_groups(session: Session, found: Sequence[Enterprise]) -> list[Membership]:
    of: dict[int, list[Group]] = {one.id: [] for one in found}
    query = (
        select(GroupMember.enterprise_id, Group)
        .join(Group, Group.id == GroupMember.group_id)
        .order_by(Group.id)
    )
    some = query.where(GroupMember.enterprise_id.in_(of)) if len(of) <= FEW else query
    for enterprise_id, group in session.execute(some):
        if enterprise_id in of:
            of[enterprise_id].append(group)
    return [Membership(one, of[one.id]) for one in found]


def in_no_group(session: Session, actor: Actor) -> int:
    """How many registered enterprises within reach are in no group."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Enterprise)
            .where(visible_to(actor), _in_no_group)
        )
        or 0
    )


def messages(
    session: Session, actor: Actor, community: str = "", state: str = ""
) -> Sequence[GroupMessage]:
    """The newest first."""
    query = (
        select(GroupMessage)
        .join(GroupMessage.group)
        .where(within(actor, Group.community, literal("")))
    )
    for column, wanted in ((Group.community, community), (GroupMessage.state, state)):
        query = query.where(column == wanted) if wanted else query
    return list(session.scalars(query.order_by(GroupMessage.id.desc())))


def sent_to(session: Session, group: Group) -> Rows[GroupMessage]:
    """What was asked for; what is not settled first, then the newest."""
    is_settled = case((GroupMessage.state.in_(UNSETTLED), 0), else_=1)
    query = select(GroupMessage).where(GroupMessage.group_id == group.id)
    return Rows(session, query.order_by(is_settled, GroupMessage.id.desc()))
