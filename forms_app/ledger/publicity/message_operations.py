"""A message to a group: asking for a notice to be sent, and what became of it.

One audit entry each; never with a robot's address. The messenger notes "sending" before
it asks a robot, so that a crash leaves a message that somebody looks for in the group,
never one that goes out again by itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.documents.document import Document
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.models import Group, GroupMessage
from forms_app.ledger.publicity.public_words import without_people
from forms_app.ledger.publicity.robots import Answer
from forms_app.ledger.publicity.rules import FLOW, Action, State, pause_after, text_of


def ask_to_send(
    session: Session,
    group: Group,
    notice: Document,
    address: str,
    *,
    actor: Actor,
    now: datetime,
) -> GroupMessage:
    """The messenger sends it, or somebody pastes it where there is no robot.

    A notice goes to a group once.

    Raises:
        Refused: it was asked for before, or what would be sent carries a number of a
            person.
    """
    title = notice.title[:120]
    text = text_of(title, address)
    without_people(text)
    if _was_asked(session, group, notice):
        raise Refused("这份通知已经发到“%(group)s”了，不会再发一次。", group=group.name)
    message = GroupMessage(
        group=group,
        slug=notice.slug,
        notice_version=notice.version,
        title=title,
        text=text,
        state=State.WAITING if group.has_robot else State.PASTE,
        asked_at=now,
        asked_by=actor.id,
        next_try_at=now if group.has_robot else None,
    )
    session.add(message)
    session.flush()
    _entry(session, "group.send", message, notice=notice.slug, actor=actor, now=now)
    return message


def _was_asked(session: Session, group: Group, notice: Document) -> bool:
    of_it = (
        GroupMessage.group_id == group.id,
        GroupMessage.slug == notice.slug,
        GroupMessage.notice_version == notice.version,
    )
    return session.scalar(select(GroupMessage).where(*of_it)) is not None


def begin(
    session: Session, message: GroupMessage, *, actor: Actor, now: datetime
) -> None:
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
        message,
        attempt=message.attempts,
        actor=actor,
        now=now,
    )


def note(
    session: Session,
    message: GroupMessage,
    answer: Answer,
    *,
    actor: Actor,
    now: datetime,
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
        message,
        why=message.why,
        actor=actor,
        now=now,
    )


def lose_sight(
    session: Session, message: GroupMessage, *, actor: Actor, now: datetime
) -> None:
    """Whoever was sending it stopped in the middle: it may be in the group or not."""
    _step(message, Action.LOSE_SIGHT)
    message.why = "stopped"
    _entry(
        session,
        "message.unclear",
        message,
        actor=actor,
        now=now,
    )


def send_again(
    session: Session, message: GroupMessage, *, actor: Actor, now: datetime
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
        message,
        actor=actor,
        now=now,
    )


def pasted(
    session: Session, message: GroupMessage, *, actor: Actor, now: datetime
) -> None:
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
        message,
        actor=actor,
        now=now,
    )


def _step(message: GroupMessage, action: Action) -> None:
    message.state = FLOW.after(State(message.state), action)


def _entry(
    session: Session,
    action: str,
    message: GroupMessage,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    """The audit entry; it stands with its group."""
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=message.group.subject,
        now=now,
        details={"message": message.id, **details},
    )
