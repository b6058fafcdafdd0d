"""Closing a community's day, and opening it again after a slip. One audit entry each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Task
from forms_app.office.desk.models import DayClose, DayLeft
from forms_app.office.desk.queries import close_of
from forms_app.office.desk.rules import without_reason


def close_day(
    session: Session,
    community: str,
    due: Iterable[Task],
    reasons: Mapping[str, str],
    figures: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> DayClose:
    """The day is closed; each thing that is due and left has its reason and is
    tomorrow's first line.

    Raises:
        Refused: something left has no reason, or the day was closed before.
    """
    left = list(due)
    if bare := without_reason(left, reasons):
        raise Refused("还有 %(n)s 件没有写为什么留到明天，不能日结。", n=len(bare))
    if close_of(session, community, now.date()):
        raise Refused("今天已经日结了。要改，请先重新打开。")
    counts = {name: one for name, one in figures.items() if isinstance(one, int)}
    entry = audit.record(
        session,
        actor=actor,
        action="day.close",
        subject=_subject(community, now.date()),
        now=now,
        details={"left": len(left), **counts},
    )
    closed = DayClose(
        community=community,
        day=now.date(),
        closed_at=now,
        closed_by=actor.id,
        figures=figures,
        head=entry.entry_hash,
    )
    _keep(session, closed, left, reasons)
    return closed


def _keep(
    session: Session, closed: DayClose, left: list[Task], reasons: Mapping[str, str]
) -> None:
    session.add(closed)
    session.flush()
    if left:
        # ten thousand objects would hold up who else writes for seconds; rows do not
        rows = [_left(closed, one, reasons[one.key].strip()) for one in left]
        session.execute(insert(DayLeft), rows)


def _left(closed: DayClose, thing: Task, reason: str) -> dict[str, Any]:
    """A row of DayLeft as it is inserted."""
    return {
        "close_id": closed.id,
        "key": thing.key,
        "of": thing.of,
        "title": thing.title,
        "reason": reason,
    }


def reopen_day(
    session: Session, closed: DayClose, reason: str, *, actor: Actor, now: datetime
) -> None:
    """It was closed too early; only on the same day.

    Raises:
        Refused: no reason, or the day is over.
    """
    if not reason.strip():
        raise Refused("请写明为什么重新打开。")
    if closed.day != now.date():
        raise Refused("只有当天的日结可以重新打开。")
    session.delete(closed)
    subject = _subject(closed.community, closed.day)
    audit.record(
        session,
        actor=actor,
        action="day.reopen",
        subject=subject,
        now=now,
        reason=reason,
    )


def _subject(community: str, day: date) -> str:
    return f"{community}/day-{day}"
