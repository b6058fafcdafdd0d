"""What the web server of a host must not show, by its address and by what it names: who
may open, while that is not confirmed (confirmed.py), and enterprises under a tombstone
(tombstones.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.plainpage import PAGE
from forms_app.publishing.release.confirmed import LOOK_EVERY, Confirmed

FILE = "withheld.json"  # in site/: the references under a tombstone
# What says who may open.
SAYS_WHO = (
    "enterprises/",
    "en/enterprises/",
    "campaigns/",
    "en/campaigns/",
    "data/enterprises",
    "data/campaigns",
    "data/search",
    "feeds/enterprises",
)
# They tell more than who may open: shown, under a warning.
HOMES = ("index.html", "en/index.html")
BODY = b'<main id="main"'
WARNING = '<aside class="demo" role="alert"><div class="wrap"><p>{}</p></div></aside>\n'
AWAY = "503 Service Unavailable"


@dataclass(frozen=True)
class Refusal:
    """What is said instead of a page, until it `comes_back` by itself."""

    status: str
    page: bytes
    comes_back: bool = True


@dataclass
class Withheld:
    """As a web server knows it."""

    site: Path
    confirmed: Confirmed = field(init=False)
    references: tuple[str, ...] = ()
    looked: float = 0.0

    def __post_init__(self) -> None:
        self.confirmed = Confirmed(self.site)

    def may_refuse(self, path: str) -> bool:
        """Whether what stands at a path is to be looked at before it is shown."""
        if not path.startswith(SAYS_WHO) and path not in HOMES:
            return False
        return bool(self._taken_away()) or not self.confirmed.is_known()

    def refusal(self, path: str, read: Callable[[str], bytes]) -> Refusal | None:
        """`read` gives the bytes of a path."""
        if not self.may_refuse(path):
            return None
        body = read(path)
        named = [one for one in self.references if one.encode() in body]
        if path in HOMES:
            return self._warned(path, body, bool(named))
        if any(one in path.split("/") for one in named):
            return Refusal("200 OK", _taken_away_page())
        if not self.confirmed.is_known():
            return Refusal(AWAY, self.confirmed.page())
        return Refusal(AWAY, _behind_page()) if named else None

    def _warned(self, path: str, body: bytes, is_behind: bool) -> Refusal | None:
        if not self.confirmed.is_known():
            words, english = self.confirmed.words()
        elif is_behind:
            words, english = BEHIND
        else:
            return None
        warning = WARNING.format(english if path.startswith("en/") else words).encode()
        page = body.replace(BODY, warning + BODY, 1)
        return Refusal("200 OK", page, comes_back=False)

    def _taken_away(self) -> tuple[str, ...]:
        now = time.monotonic()
        if now - self.looked > LOOK_EVERY:
            self.looked = now
            self.references = tuple(noted(self.site))
        return self.references


BEHIND = (
    "办公室刚暂停或撤销了这一页上的一家，这里还没有跟上。要查哪一家，请打开它自己的那一页。",
    (
        "The office has just suspended or revoked one that is named here, and this page "
        "has not caught up. Open the page of the enterprise you are asking about."
    ),
)


def noted(site: Path) -> list[str]:
    references: list[str] = read_json(site / FILE).get("references", [])
    return references


def note(site: Path, references: list[str]) -> None:
    write_json(site / FILE, {"references": references})


def _taken_away_page() -> bytes:
    return PAGE.format(
        title="现在不能开门",
        words="办公室在另一台主机上刚暂停或撤销了它。这一页还没有跟上，稍后会写明原因。",
        english=(
            "It may not open now: the office has just suspended or revoked it on another "
            "host. This page has not caught up yet, and will say why."
        ),
    ).encode()


def _behind_page() -> bytes:
    return PAGE.format(
        title="名单还没有跟上",
        words=(
            "办公室在另一台主机上刚暂停或撤销了名单里的一家，这里还没有更新，先不给看。"
            "要查哪一家，请打开它自己的那一页。更新了，这一页自己会恢复。"
        ),
        english=(
            "The office has just suspended or revoked one of this list on another host, "
            "and the list has not caught up, so it is not shown. Open the page of the "
            "enterprise you are asking about. This page comes back by itself."
        ),
    ).encode()
