"""Groups: opening one, its robot, its enterprises.

One audit entry each; never with a robot's address.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.models import Group, GroupMember
from forms_app.ledger.publicity.public_words import without_people
from forms_app.permits.enterprises.models import Enterprise


def open_group(
    session: Session,
    community: str,
    name: str,
    robot: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> Group:
    """A group there is, with its robot where it has one.

    Raises:
        Refused: the name is taken, or a number of a person stands in it.
    """
    without_people(name)
    if session.scalar(
        select(Group).where(Group.community == community, Group.name == name)
    ):
        raise Refused("这个社区已经有叫这个名字的群了。")
    group = Group(community=community, name=name, robot=robot)
    session.add(group)
    session.flush()
    _entry(session, "group.open", group, robot=bool(robot), actor=actor, now=now)
    return group


def change_robot(
    session: Session, group: Group, robot: str, *, actor: Actor, now: datetime
) -> None:
    """Another address, or none: then texts are pasted by hand."""
    group.robot = robot
    _entry(session, "group.robot", group, robot=bool(robot), actor=actor, now=now)


def add_member(
    session: Session,
    group: Group,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The enterprise is in the group.

    Raises:
        Refused: it is already.
    """
    if session.get(GroupMember, (group.id, enterprise.id)):
        raise Refused("这家单位已经在群里了。")
    session.add(GroupMember(group_id=group.id, enterprise_id=enterprise.id))
    _entry(
        session,
        "group.add",
        group,
        enterprise=enterprise.reference,
        actor=actor,
        now=now,
    )


def remove_member(
    session: Session,
    group: Group,
    enterprise: Enterprise,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """It is not in the group any more."""
    if member := session.get(GroupMember, (group.id, enterprise.id)):
        session.delete(member)
    _entry(
        session,
        "group.remove",
        group,
        enterprise=enterprise.reference,
        actor=actor,
        now=now,
    )


def put_into(
    session: Session,
    enterprise: Enterprise,
    names: Iterable[str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """It is in these groups of its community and in no other.

    Raises:
        Refused: its community has no group of that name.
    """
    wanted = _groups_of(session, enterprise.community, names)
    session.execute(
        delete(GroupMember).where(GroupMember.enterprise_id == enterprise.id)
    )
    session.add_all(
        GroupMember(group_id=group_id, enterprise_id=enterprise.id)
        for group_id in wanted
    )
    audit.record(
        session,
        actor=actor,
        action="group.members",
        subject=enterprise.reference,
        now=now,
        details={"groups": wanted},
    )


def _groups_of(session: Session, community: str, names: Iterable[str]) -> list[int]:
    """The numbers of the groups of these names, once each."""
    of_it = select(Group).where(Group.community == community)
    found = {group.name: group.id for group in session.scalars(of_it)}
    wanted = [name for name in dict.fromkeys(names) if name]
    for name in wanted:
        if name not in found:
            raise Refused(
                "这个社区没有叫“%(name)s”的群，有的是：%(known)s",
                name=name,
                known="；".join(found) or "—",
            )
    return [found[name] for name in wanted]


def _entry(
    session: Session,
    action: str,
    group: Group,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=group.subject,
        now=now,
        details=details,
    )
