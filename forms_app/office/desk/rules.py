"""What is open at a desk, and when a day may be closed: nothing left, or a reason for
each thing left (日结日清). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms_app.base.worklist import Task


def in_order(things: Iterable[Task], left: Mapping[str, str]) -> list[Task]:
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


def without_reason(due: Iterable[Task], reasons: Mapping[str, str]) -> list[Task]:
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
