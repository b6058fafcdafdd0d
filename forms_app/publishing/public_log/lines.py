"""The lines of the public log as the publisher knows them: their tree, their tiles, and
what was said last of each enterprise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from forms_app.base.contentfile.write import file_hash
from forms_app.publishing.public_log.leaf import Decision
from forms_app.publishing.public_log.leaf_file import Kept
from forms_app.publishing.public_log.merkle import Tree

WIDTH = 256  # lines of a tile


class Lines:
    """`sequence`: how far the journal was followed. `moment` and `audit` are the last line's
    and the last that named the audit trail; `last` by the key of a decision.
    """

    def __init__(self, kept: Iterable[Kept] = ()) -> None:
        self.tree = Tree()
        self.full: list[str] = []  # the hashes of the full tiles
        self.tail: list[str] = []  # the lines of the last one
        self.last: dict[str, Decision] = {}
        self.sequence = 0
        self.moment = ""
        self.audit = ""
        self.audit_at = ""
        for one in kept:
            self.take(one)

    def take(self, kept: Kept) -> None:
        """Raises:
        ValueError: the line is none.
        """
        said = json.loads(kept.line)
        self.moment = said["moment"]
        self.sequence = kept.sequence
        if "reference" in said:
            key = f"{said['campaign']}/{said['reference']}"
            self.last[key] = Decision(said["status"], said["row"], said["file"])
        elif "audit" in said:
            self.audit = said["audit"]
            self.audit_at = self.moment
        self.tree.add(kept.line.encode())
        self.tail.append(kept.line)
        if len(self.tail) == WIDTH:
            self.full.append(file_hash(tile(self.tail)))
            self.tail = []


def tile(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def tile_of(kept: Sequence[Kept], number: int) -> bytes:
    """One that is full."""
    some = kept[number * WIDTH : (number + 1) * WIDTH]
    return tile(one.line for one in some)
