"""The clocks: office time for days people read, real time for security and leases.

Operations never look at a clock; they are given `now`. Durations are measured with
time.monotonic.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from forms_app.base.zone import follow


def real_now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class OfficeClock:
    """Office time.

    The demo's clock starts at `demo_start` and, started `anchor` ago, never leaves that
    day.
    """

    demo_start: datetime | None = None
    anchor: datetime | None = None

    @property
    def is_demo(self) -> bool:
        return self.demo_start is not None

    def now(self) -> datetime:
        """Office time, aware, in the zone of the office, whole seconds."""
        if self.demo_start is None or self.anchor is None:
            return real_now().astimezone(follow()).replace(microsecond=0)
        rest_of_day = timedelta(hours=24) - timedelta(
            hours=self.demo_start.hour, minutes=self.demo_start.minute
        )
        # After midnight the demo's day begins again: every page says the day is fixed.
        elapsed = timedelta(
            seconds=(real_now() - self.anchor).total_seconds()
            % rest_of_day.total_seconds()
        )
        moment = (self.demo_start + elapsed).replace(microsecond=0)
        return moment.astimezone(follow())

    def today(self) -> date:
        return self.now().date()

    @classmethod
    def load(cls, path: Path) -> OfficeClock:
        """The clock of an office folder: shifted where `path` (data/demo-clock.json)
        says so.
        """
        try:
            saved = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        return cls(
            datetime.fromisoformat(saved["start"]),
            datetime.fromisoformat(saved["anchor"]),
        )

    def save(self, path: Path) -> None:
        assert self.demo_start and self.anchor, "only a demo's clock is saved"
        path.write_text(
            json.dumps(
                {
                    "start": self.demo_start.isoformat(),
                    "anchor": self.anchor.isoformat(),
                }
            )
            + "\n",
            encoding="utf-8",
        )
