"""Writing a visit with all it touches, settling two that conflict, making an answer a
public question. One entry each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place, raise_item
from forms_app.ledger.items.rules import Status
from forms_app.ledger.publicity import queries as publicity
from forms_app.ledger.publicity.operations import post
from forms_app.ledger.publicity.rules import Spot
from forms_app.ledger.visits import queries
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.rules import Keep, health_records
from forms_app.people.rosters import queries as rosters
from forms_app.permits.enterprises.models import Enterprise


@dataclass(frozen=True)
class Written:
    """What somebody wrote of a visit.

    `difficulty`: title and text of what has to be answered.
    """

    client_id: str
    at: datetime
    channel: str
    visitors: Sequence[str]
    outcome: str
    next_try: datetime | None
    rule: str
    answers: dict[str, str] = field(default_factory=dict)
    materials_left: Sequence[str] = ()
    note: str = ""
    difficulty: tuple[str, str] | None = None
    base: int = 0


def record_visit(
    session: Session,
    enterprise: Enterprise,
    written: Written,
    *,
    actor: Actor,
    now: datetime,
) -> Visit:
    """One visit, written once: a difficulty becomes a request, a letter left hangs, the
    roster follows what was seen.

    The request and the posting have entries of their own; the visit's entry names them.
    """
    visit = _kept(session, enterprise, written, actor, now)
    details: dict[str, Any] = {
        "outcome": visit.outcome,
        "channel": visit.channel,
        "conflict": visit.conflicts_with,
    }
    if written.difficulty:
        details["item"] = _raised(session, visit, written.difficulty, actor, now).id
    if posted := _posted(session, visit, actor, now):
        details["posted"] = posted
    details["health_records"] = _follow(session, visit)
    _entry(
        session,
        "visit.record",
        visit.subject,
        actor,
        now,
        basis=visit.rule,
        details=details,
    )
    return visit


def _kept(
    session: Session,
    enterprise: Enterprise,
    written: Written,
    actor: Actor,
    now: datetime,
) -> Visit:
    newer = queries.newer_by_others(session, enterprise, written.base, actor)
    kept = {
        name: value for name, value in vars(written).items() if name != "difficulty"
    }
    visit = Visit(
        **kept,
        enterprise=enterprise,
        recorded_at=now,
        by=actor.id,
        conflicts_with=newer.id if newer else None,
        set_aside=False,
    )
    session.add(visit)
    session.flush()
    return visit


def _raised(
    session: Session,
    visit: Visit,
    difficulty: tuple[str, str],
    actor: Actor,
    now: datetime,
) -> Item:
    """The request that comes of a difficulty."""
    title, text = difficulty
    return raise_item(
        session,
        REQUEST,
        Place.of(visit.enterprise),
        title,
        text,
        origin=visit.subject,
        actor=actor,
        now=now,
    )


def _posted(session: Session, visit: Visit, actor: Actor, now: datetime) -> list[int]:
    """Letters that were left hang at the door from then on; gives their numbers."""
    firm = visit.enterprise
    letters = publicity.not_hanging(session, firm, visit.materials_left)
    for letter in letters:
        post(session, letter, firm, Spot.DOOR, visit.at, actor=actor, now=now)
    return [letter.id for letter in letters]


def settle(
    session: Session, visit: Visit, keep: Keep, *, actor: Actor, now: datetime
) -> None:
    """Which of two visits counts that were written without knowing of each other; the
    other one stays, set aside.

    Raises:
        Refused: it is no conflict, or was settled before.
    """
    other = session.get(Visit, visit.conflicts_with) if visit.conflicts_with else None
    if other is None or visit.settled_at:
        raise Refused("这两次走访已经有人处理过了。")
    visit.settled_at = now
    visit.set_aside = keep is Keep.OTHER
    other.set_aside = keep is Keep.THIS
    if (newest := queries.newest(session, visit.enterprise)) is not None:
        _follow(session, newest)
    details = {"keep": str(keep), "other": other.id}
    _entry(session, "visit.settle", visit.subject, actor, now, details=details)


def publish_question(
    session: Session, item: Item, new_hash: str, *, actor: Actor, now: datetime
) -> None:
    """An answer is made a public question, in words without names; the content file
    with this hash holds it.

    Raises:
        Refused: it is not answered.
    """
    if item.kind != REQUEST.code or item.status != Status.DONE:
        raise Refused("先答复、办结，再作为常见问题公开。")
    _entry(
        session,
        "request.publish",
        item.subject,
        actor,
        now,
        details={"content": new_hash},
    )


def _follow(session: Session, visit: Visit) -> bool | None:
    """The roster's "health records built" after what was seen; gives what it
    became, None where nothing changed.

    Not built takes back what the enterprise said. Built stands only where somebody is
    on the roster.
    """
    seen = health_records(visit.answers)
    day = visit.at.date()
    newest = queries.newest(session, visit.enterprise)
    roster = rosters.roster(session, visit.enterprise)
    if seen is None or newest is None or newest.id != visit.id:
        return None
    if not seen and roster.complete_on and roster.complete_on <= day:
        roster.complete_on = None
        return False
    if (
        seen
        and roster.complete_on is None
        and rosters.counts(session, visit.enterprise).present
    ):
        roster.complete_on = day
        session.add(roster)
        return True
    return None


def _entry(
    session: Session,
    action: str,
    subject: str,
    actor: Actor,
    now: datetime,
    *,
    basis: str = "",
    details: dict[str, Any],
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        basis=basis,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)
