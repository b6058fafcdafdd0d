"""What the site may print of the meetings: that they are held, and counts of their
items by community. No text.

Counted over the last thirty days: what was said of an item is erased some time after it
was finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.figures import Counting
from forms_app.ledger.items.queries import Counts, counts
from forms_app.ledger.meetings import queries
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.ledger.meetings.rules import ONLINE

OVER = timedelta(days=30)


@dataclass(frozen=True)
class Meetings:
    """Of one community: meetings held, of these on line, the last day; items raised and
    what became of them.
    """

    held: int
    online: int
    last: str
    raised: int
    answered: int
    with_measure: int
    closed: int


def collect(
    session: Session, now: datetime, previous: Mapping[str, Any]
) -> dict[str, Any]:
    """By community.

    `previous` is what was published last: the time stays while the numbers do.
    """
    held: dict[str, tuple[int, int, date]] = {}
    for community, mode, number, last in queries.held(session, (now - OVER).date()):
        before, online, day = held.get(community, (0, 0, last))
        held[community] = (
            before + number,
            online + number * (mode in ONLINE),
            max(day, last),
        )
    items = counts(session, MEETING.code, now - OVER)
    told = {
        slug: asdict(_of(held.get(slug), items.get(slug)))
        for slug in sorted(held.keys() | items.keys())
    }
    as_of = (
        previous["as_of"]
        if previous and previous["communities"] == told
        else f"{now:%Y-%m-%d %H:%M}"
    )
    return {"as_of": as_of, "communities": told}


def _of(held: tuple[int, int, date] | None, items: Counts | None) -> Meetings:
    """What is finished had both, also after its words were erased."""
    number, online, last = held or (0, 0, None)
    found = items or Counts(0, 0, 0, 0)
    answered = max(found.answered, found.finished)
    with_measure = max(found.with_measure, found.finished)
    return Meetings(
        number,
        online,
        last.isoformat() if last else "",
        found.raised,
        answered,
        with_measure,
        found.finished,
    )


def figures(counting: Counting) -> dict[str, Any]:
    before = counting.before.get("meetings", {})
    return {"meetings": collect(counting.session, counting.now, before)}
