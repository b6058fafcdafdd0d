"""Until when it is known that what this host serves is what is out, where hosts share the
site: site/confirmed, written by whoever publishes or follows here, read by the web server.

Where neither the database nor the object store has said so for half a minute, what says
who may open is not shown: another host may have taken it away. Of an office on one
machine nobody asks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms_app.base.dates import clock
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.plainpage import PAGE

FILE = "confirmed"
HOLDS = 30.0  # seconds
LOOK_EVERY = 0.5
BOOT = Path("/proc/sys/kernel/random/boot_id")


def note(site: Path, age: float, now: datetime) -> None:
    """It was known `age` seconds ago; `now` is the office's time. What is known to have
    been known later stays.
    """
    saved = {"boot": _boot(), "since": time.monotonic() - age, "at": now.isoformat()}
    told = read_json(site / FILE)
    if told.get("boot") != saved["boot"] or told.get("since", 0.0) < saved["since"]:
        write_json(site / FILE, saved)


def give_up(site: Path) -> None:
    """It is known to be over; until it is noted again nobody counts on it."""
    told = read_json(site / FILE)
    if told.get("since", 0.0) > 0:
        write_json(site / FILE, {**told, "since": -HOLDS})


@dataclass
class Confirmed:
    """As a web server knows it. `last`: when it was known last, for people."""

    site: Path
    until: float = 0.0  # monotonic
    last: str = ""
    looked: float = 0.0

    def is_known(self) -> bool:
        now = time.monotonic()
        if now - self.looked > LOOK_EVERY:
            self.looked = now
            self._look(now)
        return now < self.until

    def _look(self, now: float) -> None:
        told = read_json(self.site / FILE)
        since = told.get("since", 0.0)
        is_of_now = told.get("boot") == _boot() and since <= now
        self.until = since + HOLDS if is_of_now else 0.0
        if at := told.get("at"):
            self.last = clock(datetime.fromisoformat(at))

    def words(self) -> tuple[str, str]:
        """What is not known, and when it was known last; in Chinese and in English."""
        words = "连不上办公室的其他主机，能不能开门现在没法确认。"
        english = (
            "The other hosts of the office cannot be reached, so whether a place may "
            "open cannot be confirmed now."
        )
        if self.last:
            words += f"最后一次确认是 {self.last}。"
            english += f" Last known {self.last}."
        return words, english

    def page(self) -> bytes:
        """What is shown instead."""
        words, english = self.words()
        return PAGE.format(
            title="现在没法确认",
            words=f"{words}连上了，这一页自己会恢复。",
            english=f"{english} This page comes back by itself.",
        ).encode()


def _boot() -> str:
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
