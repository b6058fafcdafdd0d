"""One search for every staff page: what a room finds for what was typed.

A room declares it in its feature; the desk prints what all of them found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forms_app.base.words import Word

A_FEW = 8  # of one kind: who means another types a word more


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its title, its page, how it stands, where it belongs.

    `tags`: each with what it is of, which is empty where there is nothing to tell apart.
    """

    title: str
    address: str
    tags: Sequence[tuple[Word, str]] = ()
    what: str = ""


@dataclass(frozen=True)
class Hits:
    """The first few of one kind, of so many; `more` is the address of all.

    `is_near`: none is what was typed, they are only like it.
    """

    title: Any
    rows: Sequence[Hit]
    total: int
    more: str = ""
    is_near: bool = False

    @property
    def is_part(self) -> bool:
        return self.total > len(self.rows)
