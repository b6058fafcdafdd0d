"""Groups: opening one, its robot, its enterprises; asking for a notice to be sent, and
what became of it.

One audit entry each; never with a robot's address. The messenger notes "sending" before
it asks a robot, so that a crash leaves a message that somebody looks for in the group,
never one that goes out again by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.documents.document import Document
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.models import Group, GroupMember, Message
from forms_app.ledger.publicity.public_words import without_people
from forms_app.ledger.publicity.robots import Answer
from forms_app.ledger.publicity.rules import (
    TRANSITIONS,
    Action,
    State,
    pause_after,
    text_of,
)
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
    found = {
        one.name: one
        for one in session.scalars(
            select(Group).where(Group.community == enterprise.community)
        )
    }
    names = [name for name in dict.fromkeys(names) if name]
    if unknown := [name for name in names if name not in found]:
        known = "；".join(found) or "—"
        raise Refused(
            "这个社区没有叫“%(name)s”的群，有的是：%(known)s",
            name=unknown[0],
            known=known,
        )
    session.execute(
        delete(GroupMember).where(GroupMember.enterprise_id == enterprise.id)
    )
    wanted = [found[name].id for name in names]
    session.add_all(
        GroupMember(group_id=group_id, enterprise_id=enterprise.id)
        for group_id in wanted
    )
    reference = enterprise.reference
    details = {"groups": wanted}
    audit.record(
        session,
        actor=actor,
        action="group.members",
        subject=reference,
        now=now,
        details=details,
    )


def ask_to_send(
    session: Session,
    group: Group,
    notice: Document,
    address: str,
    *,
    actor: Actor,
    now: datetime,
) -> Message:
    """The messenger sends it, or somebody pastes it where there is no robot.

    A notice goes to a group once.

    Raises:
        Refused: it was asked for before, or what would be sent carries a number of a
            person.
    """
    title = notice.title[:120]
    text = text_of(title, address)
    without_people(text)
    of_it = (
        Message.group_id == group.id,
        Message.slug == notice.slug,
        Message.notice_version == notice.version,
    )
    if session.scalar(select(Message).where(*of_it)):
        raise Refused("这份通知已经发到“%(group)s”了，不会再发一次。", group=group.name)
    message = Message(
        group=group,
        slug=notice.slug,
        notice_version=notice.version,
        title=title,
        text=text,
    )
    message.state = State.WAITING if group.has_robot else State.PASTE
    message.asked_at = now
    message.asked_by = actor.id
    message.attempts = 0
    message.why = ""
    message.next_try_at = now if group.has_robot else None
    message.version = 1
    session.add(message)
    session.flush()
    _entry(
        session,
        "group.send",
        group,
        notice=notice.slug,
        message=message.id,
        actor=actor,
        now=now,
    )
    return message


def begin(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """Noted before the robot is asked.

    Raises:
        Refused: somebody else has it.
    """
    _step(message, Action.BEGIN)
    message.attempts += 1
    message.next_try_at = None
    _entry(
        session,
        "message.begin",
        message.group,
        message=message.id,
        attempt=message.attempts,
        actor=actor,
        now=now,
    )


def note(
    session: Session, message: Message, answer: Answer, *, actor: Actor, now: datetime
) -> None:
    """What the robot said: sent; to be tried again, or given up; or nobody knows."""
    pause = pause_after(message.attempts)
    if answer is Answer.ARRIVED:
        _step(message, Action.ARRIVED)
        message.settled_at = now
        message.why = ""
    elif answer in {Answer.AWAY, Answer.REFUSED} and pause:
        _step(message, Action.REFUSED)
        message.next_try_at = now + pause
        message.why = str(answer)
    else:
        is_lost = answer in {Answer.SLOW, Answer.NONSENSE}
        _step(message, Action.LOSE_SIGHT if is_lost else Action.GIVE_UP)
        message.why = str(answer)
    _entry(
        session,
        f"message.{message.state}",
        message.group,
        message=message.id,
        why=message.why,
        actor=actor,
        now=now,
    )


def lose_sight(
    session: Session, message: Message, *, actor: Actor, now: datetime
) -> None:
    """Whoever was sending it stopped in the middle: it may be in the group or not."""
    _step(message, Action.LOSE_SIGHT)
    message.why = "stopped"
    _entry(
        session,
        "message.unclear",
        message.group,
        message=message.id,
        actor=actor,
        now=now,
    )


def send_again(
    session: Session, message: Message, *, actor: Actor, now: datetime
) -> None:
    """Somebody looked: it is not in the group.

    Raises:
        Refused: it went out, or waits already.
    """
    if not message.group.has_robot:
        raise Refused("这个群没有机器人，请复制到群里。")
    _step(message, Action.SEND_AGAIN)
    message.attempts = 0
    message.next_try_at = now
    message.why = ""
    _entry(
        session,
        "message.again",
        message.group,
        message=message.id,
        actor=actor,
        now=now,
    )


def pasted(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """Somebody pasted it, or saw that it is in the group.

    Raises:
        Refused: it went out, or is just going.
    """
    _step(message, Action.PASTE)
    message.settled_at = now
    message.next_try_at = None
    _entry(
        session,
        "message.pasted",
        message.group,
        message=message.id,
        actor=actor,
        now=now,
    )


def _step(message: Message, action: Action) -> None:
    after = TRANSITIONS.get((State(message.state), action))
    if after is None:
        raise Refused("这条消息的状态已经变了，请看最新的情况。")
    message.state = after


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
