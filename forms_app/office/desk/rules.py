"""What is open at a desk, and when a day may be closed: nothing left, or a reason for
each thing left (日结日清). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple


class Thing(NamedTuple):
    """One open thing; a tuple, since a desk may make ten thousand of them and print a
    few.

    `key` names it from day to day ("item/12"); `of` is the feature it belongs to. Only
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

    def is_due(self, by: datetime) -> bool:
        """Whether it must be done by then.

        What has no due time waits for nobody and is not asked about.
        """
        return self.due_at is not None and self.due_at <= by


def in_order(things: Iterable[Thing], left: Mapping[str, str]) -> list[Thing]:
    """What was left yesterday comes first, then by due time, then what has none."""
    return sorted(
        things,
        key=lambda one: (
            one.key not in left,
            one.due_at is None,
            one.due_at.timestamp() if one.due_at else 0,
            one.key,
        ),
    )


def without_reason(due: Iterable[Thing], reasons: Mapping[str, str]) -> list[Thing]:
    """Of what is due, the things that have no reason to be left."""
    return [one for one in due if not reasons.get(one.key, "").strip()]


def not_closed(closed: Iterable[date], first: date, today: date) -> list[date]:
    """Days before today since the first, newest first, that nobody closed."""
    done = set(closed)
    days = [
        date.fromordinal(n)
        for n in range(today.toordinal() - 1, first.toordinal() - 1, -1)
    ]
    return [day for day in days if day not in done]
