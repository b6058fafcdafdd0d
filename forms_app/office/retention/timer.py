"""Starting `rounds lay-out`, `hints` and `retention` of the program once a night.

From the process that keeps web server and publisher alive.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.clock import OfficeClock
from forms_app.base.jsonfiles import read_json
from forms_app.base.processes import end_with_parent
from forms_app.features import FEATURES

# office time
DELETE_AT = clock_time(3, 10)
DELETE_UNTIL = clock_time(5, 0)
LOOK_EVERY = 30.0


class Nightly:
    """The commands of the night, each as a process of its own; not in a demo, whose day
    never ends.

    A night that was missed is made good at any hour: nothing is kept more than a day
    too long.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.clock = OfficeClock.load(folder / "data" / "demo-clock.json")
        self.standing = folder / "data" / "retention.json"
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.begun_on: date | None = None
        self.left: list[tuple[str, ...]] = []
        self.looked = -LOOK_EVERY

    def look(self) -> None:
        if time.monotonic() - self.looked < LOOK_EVERY:
            return
        self.looked = time.monotonic()
        if self.process and self.process.poll():
            print(
                f"What runs at night was not finished ({self.process.returncode}); see above.",
                flush=True,
            )
        if self.process and self.process.poll() is not None:
            self.process = None
        if self.process is None and not self.left and self.is_time(self.clock.now()):
            self.begun_on = self.clock.today()
            self.left = [words for one in FEATURES for words in one.nightly]
        if self.process is None and self.left:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "forms_app", *self.left.pop(0)],
                env=self.environment,
                cwd=PROJECT,
                preexec_fn=end_with_parent,
            )

    def is_time(self, now: datetime) -> bool:
        if self.clock.is_demo or self.begun_on == now.date():
            return False
        last = read_json(self.standing).get("ran_at")
        if last and datetime.fromisoformat(last).date() == now.date():
            return False
        is_night = DELETE_AT <= now.time() < DELETE_UNTIL
        return is_night or (
            last is not None
            and now - datetime.fromisoformat(last) > timedelta(hours=36)
        )

    def stop(self) -> None:
        """It ends between two batches or in one; the next run goes on."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
