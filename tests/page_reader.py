"""Somebody who opens pages with all that they name, as a browser does, while a host is upgraded."""

from __future__ import annotations

import re
import threading
import time
import urllib.error
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urljoin

from tests.upgraded import MARK
from tests.visitor import Phone

SITE = ("/", "/en/", "/enterprises/", "/notices/")
FORMS = ("/app/feedback/", "/app/my/sign-in/", "/app/staff/sign-in/")
NAMED = re.compile(r'(?:href|src)="([^"]+\.(?:css|js|svg))"')
IMPORTED = re.compile(r'^import .* from "(\./[^"]+)"', re.MULTILINE)
UNCONFIRMED = "<h1>现在没法确认</h1>"
READ_EVERY = 0.1  # seconds


@dataclass(frozen=True)
class Look:
    """A page as somebody saw it, and what it came with: whether the page and its style
    are of the new version, and what it names that was not to be had.
    """

    at: float
    path: str
    is_new: bool
    style_is_new: bool
    missing: tuple[str, ...]


@dataclass
class Reader:
    """Opens pages with all that they name, as a browser does, one after another."""

    address: str
    number: int
    over: threading.Event
    looks: list[Look] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    late: int = 0  # no answer in time, on a busy machine
    withheld: int = 0  # who may open, while that cannot be confirmed: there too

    def read(self) -> None:
        paths = (*SITE, *FORMS)
        for turn in count(self.number):
            if self.over.wait(READ_EVERY):
                return
            phone = Phone(self.address, 2000 + self.number * 500 + turn % 500)
            path = paths[turn % len(paths)]
            try:
                self.looks.append(self._look(phone, path))
            except TimeoutError:
                self.late += 1
            except urllib.error.HTTPError as error:
                said = error.read().decode("utf-8", "replace")
                if error.code == 503 and UNCONFIRMED in said:
                    self.withheld += 1
                else:
                    self.failed.append(f"{path}: {error.code} {said[:400]}")
            except OSError as error:
                self.failed.append(f"{path}: {error!r}")

    def _look(self, phone: Phone, path: str) -> Look:
        page = phone.open(path)
        at = time.monotonic()
        left = NAMED.findall(page)
        files: dict[str, str | None] = {}
        while left:
            address = left.pop()
            if address in files:
                continue
            try:
                said = files[address] = phone.open(address)
            except urllib.error.HTTPError:
                files[address] = None
                continue
            if address.endswith(".js"):
                left += [urljoin(address, one) for one in IMPORTED.findall(said)]
        (style,) = (said for one, said in files.items() if one.endswith("/style.css"))
        missing = tuple(one for one, said in files.items() if said is None)
        is_new = f"/{MARK}.js" in page
        return Look(at, path, is_new, MARK in (style or ""), missing)
