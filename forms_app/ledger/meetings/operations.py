"""Opening a meeting and closing it.

One audit entry each; what is said about an item is an entry of that item.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items.rules import Status
from forms_app.ledger.meetings import queries
from forms_app.ledger.meetings.models import Heard, Meeting
from forms_app.ledger.meetings.rules import Body, Chair, Mode, Outcome, outcome


def open_meeting(
    session: Session,
    community: str,
    mode: Mode,
    chair: Chair,
    bodies: Iterable[Body],
    *,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """The meeting of today. Everything unfinished is on it, by itself.

    Raises:
        Refused: it was held today, or the one before is still open.
    """
    if queries.open_one(session, community):
        raise Refused("上一次碰头会还没有结束，请先结束那一次。")
    if queries.held_on(session, community, now.date()):
        raise Refused("今天的碰头会已经开过了。新的事项会自动列入明天的。")
    meeting = Meeting(
        community=community,
        day=now.date(),
        mode=str(mode),
        chair=str(chair),
        bodies=[str(body) for body in bodies],
        opened_at=now,
    )
    session.add(meeting)
    session.flush()
    details = {
        "mode": str(mode),
        "bodies": meeting.bodies,
        "items": len(queries.agenda(session, meeting)),
    }
    _entry(session, meeting, "meeting.open", actor, now, **details)
    return meeting


def close(session: Session, meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """The meeting is over: how each item stands is kept with it, and what lacks
    anything is carried over.

    Raises:
        Refused: it is closed already.
    """
    if meeting.closed_at:
        raise Refused("这次碰头会已经结束了。")
    for item in queries.agenda(session, meeting):
        stands = outcome(item.status == Status.DONE, item.answer, item.measure)
        meeting.heard.append(Heard(item=item, outcome=str(stands)))
    meeting.closed_at = now
    counts = {
        str(one): sum(heard.outcome == one for heard in meeting.heard)
        for one in Outcome
    }
    _entry(session, meeting, "meeting.close", actor, now, **counts)


def _entry(
    session: Session,
    meeting: Meeting,
    action: str,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=meeting.subject,
        now=now,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)
