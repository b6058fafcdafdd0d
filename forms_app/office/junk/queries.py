"""What lies in quarantine, within somebody's reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, true
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.paging import Rows
from forms_app.base.quarantine.models import Quarantined
from forms_app.base.reads import opened
from forms_app.office.junk.mouths import MOUTHS
from forms_app.office.junk.rules import WAITS, Decision


def waiting(session: Session, actor: Actor, reason: str = "") -> Rows[Quarantined]:
    """Of which nobody has said what it is, the newest first."""
    query = _within(actor).where(Quarantined.decision == "")
    query = query.where(Quarantined.reason == reason) if reason else query
    return Rows(session, query.order_by(Quarantined.id.desc()), read)


def decided(session: Session, actor: Actor) -> Rows[Quarantined]:
    """Of which somebody has, and which can be taken back, the newest first."""
    query = _within(actor).where(Quarantined.decision != "")
    order = (Quarantined.decided_at.desc(), Quarantined.id.desc())
    return Rows(session, query.order_by(*order), read)


def chosen(
    session: Session, actor: Actor, ids: Iterable[int], *, is_decided: bool
) -> Sequence[Quarantined]:
    """Those of these that are there; of what is meant to be taken back, while it can."""
    has_one = Quarantined.decision != ""
    query = _within(actor).where(
        Quarantined.id.in_(list(ids)), has_one if is_decided else ~has_one
    )
    return list(session.scalars(query.order_by(Quarantined.id)))


def by_reason(session: Session, actor: Actor) -> dict[str, int]:
    """How much waits for each reason."""
    query = (
        select(Quarantined.reason, func.count().label("number"))
        .where(_reach(actor), Quarantined.decision == "")
        .group_by(Quarantined.reason)
    )
    return {row.reason: row.number for row in session.execute(query)}


def number_waiting(session: Session, actor: Actor, community: str = "") -> int:
    query = select(func.count()).where(_reach(actor), Quarantined.decision == "")
    if community:
        query = query.where(Quarantined.community == community)
    return session.scalar(query.select_from(Quarantined)) or 0


def real_by(session: Session, now: datetime) -> list[int]:
    """What is real and can no longer be taken back, in the order in which it was sent."""
    query = select(Quarantined.id).where(_is_over(Decision.REAL, now))
    return list(session.scalars(query.order_by(Quarantined.id)))


def delete_junk(session: Session, now: datetime) -> int:
    """Delete what is junk and can no longer be taken back; gives how much that was."""
    done = session.execute(delete(Quarantined).where(_is_over(Decision.JUNK, now)))
    return int(done.rowcount)  # type: ignore[attr-defined]


def next_due(session: Session) -> datetime | None:
    """When the next can no longer be taken back."""
    query = (
        select(Quarantined.decision, func.min(Quarantined.decided_at))
        .where(Quarantined.decision != "")
        .group_by(Quarantined.decision)
    )
    found = session.execute(query)
    times = [at + WAITS[Decision(one)] for one, at in found if at]
    return min(times, default=None)


def _is_over(decision: Decision, now: datetime) -> ColumnElement[bool]:
    by = now - WAITS[decision]
    return (Quarantined.decision == str(decision)) & (Quarantined.decided_at <= by)


def _within(actor: Actor) -> Select[Any]:
    return select(Quarantined).where(_reach(actor))


def _reach(actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.ADMIN:
        return true()
    return Quarantined.community.in_(actor.communities)


def read(rows: Sequence[Quarantined]) -> Sequence[Quarantined]:
    """Whoever is shown what was sent is entered into the read log."""
    for row in rows:
        said = (words for _label, words in MOUTHS[row.form].said(row.given))
        opened("quarantined", row.id, *said)
    return rows
