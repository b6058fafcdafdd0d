"""What is open at a desk: one line each, told by the features, gathered by the desk.

And who looks at it, or at a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from forms_app.base.access import Actor, actor
from forms_app.base.office import Office
from forms_app.base.zone import start_of


@dataclass(frozen=True)
class Reader:
    """Who looks, and when.

    `community`: the one that is looked at; "" for everything within reach.
    """

    office: Office
    session: Session
    actor: Actor
    now: datetime
    community: str = ""

    @property
    def by(self) -> dict[str, Any]:
        """What every operation is given: whoever looks, and when."""
        return {"actor": self.actor, "now": self.now}


def reader_of(office: Office, session: Session) -> Reader:
    """Whoever asks, in a request."""
    return Reader(office, session, actor(), office.clock.now())


class Task(NamedTuple):
    """One open thing; a tuple, since a desk may make ten thousand of them and print a
    few.

    `key` names it from day to day ("item/12"); `of` is the feature it belongs to;
    `campaign` the one it is of, if of any. Only
    for what is printed is `what`, which may be a lazy message, looked up and `address`
    called.
    """

    key: str
    of: str
    title: str
    what: Any
    address: Callable[[], str]
    community: str
    grid: str
    due_at: datetime | None = None
    owner: str = ""
    campaign: str = ""

    def is_due(self, by: datetime) -> bool:
        """Whether it must be done by then.

        What has no due time waits for nobody and is not asked about.
        """
        return self.due_at is not None and self.due_at <= by


def end_of(day: date) -> datetime:
    """24:00 of a day."""
    return start_of(day + timedelta(days=1))
