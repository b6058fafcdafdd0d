"""Starting `kaigong messages` when a message waits, from the process that keeps web
server and publisher alive.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.clock import OfficeClock
from forms_app.base.jsonfiles import read_json
from forms_app.base.processes import end_with_parent

WAKE = "messenger.wake"
STANDING = "messenger.json"
# seconds; the longer one after it failed
LOOK_EVERY = 2.0
AGAIN_AFTER = 30.0
LONGEST = 600.0  # a robot that keeps the messenger longer leaves its message unclear


class Messenger:
    """The messenger's process.

    One that was stopped in the middle left word that something is due (messenger.py).
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.clock = OfficeClock.load(folder / "data" / "demo-clock.json")
        self.wake = folder / "data" / WAKE
        self.standing = folder / "data" / STANDING
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.looked = self.began = -LOOK_EVERY

    def look(self) -> None:
        """Start it when something is due; end one that a robot keeps for ever."""
        has_failed = bool(self.process and self.process.poll())
        if time.monotonic() - self.looked < (AGAIN_AFTER if has_failed else LOOK_EVERY):
            return
        self.looked = time.monotonic()
        if self.process and self.process.poll() is None:
            if time.monotonic() - self.began > LONGEST:
                self.stop()
            return
        if self.is_due():
            self.began = time.monotonic()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "forms_app", "messages"],
                env=self.environment,
                cwd=PROJECT,
                preexec_fn=end_with_parent,
            )

    def is_due(self) -> bool:
        if self.wake.exists():
            return True
        next_try_at = read_json(self.standing).get("next_try_at")
        return bool(
            next_try_at and datetime.fromisoformat(next_try_at) <= self.clock.now()
        )

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
