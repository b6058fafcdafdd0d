"""What is done with an item: raising, taking, handing over, answering, finishing,
dropping. One audit entry each.

An entry holds the kind and codes; what somebody wrote stays in the item, a reason in
its erasable row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items.kinds import Kind
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.rules import (
    FLOW,
    UNFINISHED,
    Action,
    Status,
    missing,
)
from forms_app.permits.enterprises.models import Enterprise, Unit

TEXTS = ("answer", "measure")


@dataclass(frozen=True)
class Place:
    """What an item is about: an enterprise, or a grid or community where it is about
    none.
    """

    community: str
    grid: str = ""
    enterprise: Enterprise | None = None

    @classmethod
    def of(cls, unit: Unit) -> Place:
        """Of an enterprise; of residents their grid."""
        enterprise = unit if isinstance(unit, Enterprise) else None
        return cls(unit.community, unit.grid, enterprise)


def raise_item(
    session: Session,
    kind: Kind,
    place: Place,
    title: str,
    text: str = "",
    *,
    due_at: datetime | None = None,
    owner: str = "",
    origin: str | None = None,
    part_of: str = "",
    actor: Actor,
    now: datetime,
) -> Item:
    """A new item.

    `origin`: what it came of, so that it comes of it once (see queries.by_origin).
    """
    item = Item(
        kind=kind.code,
        community=place.community,
        grid=place.grid,
        enterprise=place.enterprise,
        origin=origin,
        part_of=part_of,
        title=title,
        text=text,
        status=Status.TAKEN if owner else Status.OPEN,
        owner=owner,
        due_at=due_at or (now + kind.due_in if kind.due_in else None),
        raised_at=now,
        raised_by=actor.id,
    )
    session.add(item)
    session.flush()
    _entry(session, item, "raise", actor, now, owner=owner)
    return item


def take(
    session: Session, item: Item, *, owner: str = "", actor: Actor, now: datetime
) -> None:
    """I do it.

    `owner`: somebody without an account, such as a helper, on whose link it was asked.

    Raises:
        Refused: somebody else was quicker, or it is finished.
    """
    _step(item, Action.TAKE)
    item.owner = owner or actor.id
    _entry(session, item, Action.TAKE, actor, now)


def hand_over(
    session: Session, item: Item, owner: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody else is answerable from now on.

    Raises:
        Refused: it is finished.
    """
    _step(item, Action.HAND_OVER)
    before = item.owner
    item.owner = owner
    _entry(session, item, Action.HAND_OVER, actor, now, before=before, owner=owner)


def give_back(session: Session, item: Item, *, actor: Actor, now: datetime) -> None:
    """Nobody does it again.

    Raises:
        Refused: nobody had taken it, or it is finished.
    """
    _step(item, Action.GIVE_BACK)
    before = item.owner
    item.owner = ""
    _entry(session, item, Action.GIVE_BACK, actor, now, before=before)


def answer(
    session: Session, item: Item, *, actor: Actor, now: datetime, **given: Any
) -> None:
    """What was answered or arranged so far, or by when it will be: `answer`, `measure`,
    `due_at`. It stays open.

    Raises:
        Refused: it is finished.
    """
    _step(item, Action.ANSWER)
    _write(item, given)
    _entry(session, item, Action.ANSWER, actor, now, changed=sorted(given))


def finish(
    session: Session,
    item: Item,
    kind: Kind,
    outcome: str = "",
    *,
    actor: Actor,
    now: datetime,
    **given: Any,
) -> None:
    """It is done; `given` is written with it.

    Raises:
        Refused: what its kind must have is not there, or it was finished before.
    """
    if (
        kind.not_before is not None
        and item.due_at
        and now < item.due_at - kind.not_before
    ):
        raise Refused(
            "还没有到时间，%(at)s 以后才能记。",
            at=f"{item.due_at - kind.not_before:%H:%M}",
        )
    _step(item, Action.FINISH)
    _write(item, given)
    lacking = missing(kind.needs, {name: getattr(item, name) for name in TEXTS})
    if "answer" in lacking:
        raise Refused("还没有写答复，不能办结。")
    if "measure" in lacking:
        raise Refused("还没有写措施，不能办结。")
    item.outcome = outcome
    item.finished_at = now
    item.finished_by = actor.id
    _entry(session, item, Action.FINISH, actor, now, outcome=outcome)
    if kind.finished:
        kind.finished(session, item, actor=actor, now=now)


def drop(
    session: Session, item: Item, reason: str, *, actor: Actor, now: datetime
) -> None:
    """It will not be done, and why.

    Raises:
        Refused: no reason, or it is finished.
    """
    if not reason.strip():
        raise Refused("请写明为什么不办了。")
    _step(item, Action.DROP)
    item.finished_at = now
    item.finished_by = actor.id
    _entry(session, item, Action.DROP, actor, now, reason=reason)


def reopen(
    session: Session, item: Item, reason: str, *, actor: Actor, now: datetime
) -> None:
    """It was finished by a slip, or came back. Nobody has it then.

    Raises:
        Refused: no reason, or it is open.
    """
    if not reason.strip():
        raise Refused("请写明为什么重新打开。")
    _step(item, Action.REOPEN)
    item.owner = ""
    item.outcome = ""
    item.finished_at = None
    item.finished_by = ""
    _entry(session, item, Action.REOPEN, actor, now, reason=reason)


def change(
    session: Session, item: Item, values: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Cells of a sheet: `owner`, `due_at`, `answer`, `measure`.

    Raises:
        Refused: it is finished.
    """
    if item.status not in UNFINISHED:
        raise Refused("已经办结，不能再改。要改请先重新打开。")
    _write(item, {name: value for name, value in values.items() if name != "owner"})
    if "owner" in values:
        item.owner = values["owner"]
        item.status = Status.TAKEN if item.owner else Status.OPEN
    _entry(session, item, "change", actor, now, changed=sorted(values))


def _write(item: Item, given: dict[str, Any]) -> None:
    assert set(given) <= {*TEXTS, "due_at"}
    for name, value in given.items():
        setattr(item, name, value)


def _step(item: Item, action: Action) -> None:
    item.status = FLOW.after(Status(item.status), action)


def _entry(
    session: Session,
    item: Item,
    verb: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str = "",
    **details: Any,
) -> None:
    """The audit entry; every step may change what is public about counts."""
    action = f"{item.kind}.{verb}"
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=item.subject,
        now=now,
        reason=reason,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)
