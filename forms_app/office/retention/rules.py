"""How long what is kept, after which event: the rows of the rule, the days.

Pure.

In the night in which the event is `days` days ago the data go: "at the latest 30 days
after" is then kept to the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms_app.base.keeping import Event

ASKED = "asked"  # stands for the row of the rule where somebody asked to be erased
BETWEEN = "/"  # a campaign and the row of the rule
RESTORED = "restored"  # and where a restored backup still had it


@dataclass(frozen=True)
class Row:
    """One row of the rule: a kind of data, how many days after which event, and why.

    `campaign`: the one whose end the days count from; empty for the office's own.
    """

    id: str
    data: str
    days: int
    after: Event
    why: str
    why_en: str
    campaign: str = ""

    @property
    def name(self) -> str:
        """What a batch is filed under: its id, with the campaign before it."""
        return f"{self.campaign}{BETWEEN}{self.id}" if self.campaign else self.id


@dataclass(frozen=True)
class Retention:
    """One version of the rule.

    `ended_on` is the day on which the emergency ended, None while it lasts.
    """

    version: str
    basis: str
    rows: tuple[Row, ...]
    ended_on: date | None = None
    backup_folder: str = ""

    def rows_of(self, kind: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.data == kind)

    def unmentioned(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Those of these kinds that no row speaks of: they are kept."""
        return tuple(kind for kind in kinds if not self.rows_of(kind))


def newest_due(row: Row, today: date) -> date:
    """The newest day of the event whose data go today: exactly `days` ago."""
    return today - timedelta(days=row.days)
