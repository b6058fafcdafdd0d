"""What people read on the page at a shop's door, on each host, and until when it said that the shop may open."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException

from tests.storm import Place, Running

LOOK_EVERY = 0.2  # seconds
ANSWERS_WITHIN = 2.0


class Says(StrEnum):
    """`WITHHELD`: that it was taken away on another host."""

    VALID = "valid"
    REVOKED = "revoked"
    WITHHELD = "may not open now"
    UNCONFIRMED = "cannot be confirmed"
    NOTHING = "no answer"
    UNKNOWN = "something else"


WORDS = {
    "已撤销": Says.REVOKED,
    "现在不能开门": Says.WITHHELD,
    "现在没法确认": Says.UNCONFIRMED,
    "有效": Says.VALID,
}


def ask(address: str, reference: str) -> Says:
    try:
        url = f"{address}/enterprises/{reference}/"
        with urllib.request.urlopen(url, timeout=ANSWERS_WITHIN) as answer:
            page = answer.read().decode()
    except urllib.error.HTTPError as error:
        page = error.read().decode()
    except (OSError, HTTPException):
        return Says.NOTHING
    return next((says for word, says in WORDS.items() if word in page), Says.UNKNOWN)


@dataclass
class Door:
    """Of one shop on one host. Times are monotonic; `saved`: when it was revoked; `seen`:
    what was read, each with when it was read first.
    """

    reference: str
    saved: float
    seen: list[tuple[float, Says]] = field(default_factory=list)
    last_valid: float = 0.0

    @property
    def valid_for(self) -> float:
        """Seconds after it was revoked."""
        return max(0.0, self.last_valid - self.saved)

    @property
    def is_revoked(self) -> bool:
        return bool(self.seen) and self.seen[-1][1] == Says.REVOKED

    def note(self, says: Says) -> None:
        now = time.monotonic()
        if says == Says.VALID:
            self.last_valid = now
        if not self.seen or self.seen[-1][1] != says:
            self.seen.append((now, says))

    def told(self) -> str:
        """In words: what was seen, with the seconds since it was revoked."""
        return ", ".join(f"{at - self.saved:.1f} s {says}" for at, says in self.seen)


class Doors:
    """Those that are looked at on one host, by somebody who gets there."""

    def __init__(self, address: str, place: Place) -> None:
        self.address = address
        self.place = place
        self.doors: dict[str, Door] = {}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def add(self, reference: str, saved: float) -> None:
        self.doors[reference] = Door(reference, saved)

    def _look(self) -> None:
        with self.place.inside():
            while not self.over.wait(LOOK_EVERY):
                for door in [*self.doors.values()]:
                    if not door.is_revoked:
                        door.note(ask(self.address, door.reference))

    def wait(self, seconds: float) -> None:
        """Until all of them are seen to be revoked."""
        deadline = time.monotonic() + seconds
        while left := [one for one in self.doors.values() if not one.is_revoked]:
            says = [f"{one.reference}: {one.told()}" for one in left]
            assert time.monotonic() < deadline, says
            time.sleep(LOOK_EVERY)


@contextmanager
def watched(hosts: Sequence[Running]) -> Iterator[list[Doors]]:
    every = [Doors(one.address, one.place) for one in hosts]
    for one in every:
        one.thread.start()
    try:
        yield every
    finally:
        for one in every:
            one.over.set()
            one.thread.join()
