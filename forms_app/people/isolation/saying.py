"""What one report says, before it is kept: who is named with what, and that everybody
else is well. Pure.

The same report, read from a form on a phone or from a page; two reports of one slot are
compared by what they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from forms_app.people.health_rules.readings import Slot


@dataclass(frozen=True)
class Named:
    """One person in a report.

    Without a temperature and not unwell, nothing was said of them: it shows as missing.
    """

    person_id: int
    celsius: float | None = None
    unwell: bool | None = None
    absent: bool = False

    @property
    def as_kept(self) -> str | None:
        """The temperature as it is kept."""
        return None if self.celsius is None else f"{self.celsius:.1f}"


@dataclass(frozen=True)
class Said:
    """One report of one slot. `nobody`: nobody is at work today, said explicitly."""

    client_id: str
    day: date
    slot: Slot
    written_at: datetime
    named: tuple[Named, ...] = ()
    nobody: bool = False
