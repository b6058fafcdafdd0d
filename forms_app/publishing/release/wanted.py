"""What whoever serves the site found missing or harmed: asked for in a folder, made
again by the publisher.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

LOG = "log"  # beside the hashes of objects: the release log


class Wanted:
    """site/wanted: an empty file for each thing, named by it."""

    def __init__(self, site: Path) -> None:
        self.folder = site / "wanted"

    def ask(self, name: str) -> None:
        """A full disk takes no question; then the patrol finds it, later."""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            (self.folder / name).touch()

    def is_any(self) -> bool:
        return bool(self._names())

    def take(self) -> set[str]:
        """Everything that is asked for; the next time, what was asked for since."""
        names = self._names()
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
        return set(names)

    def _names(self) -> list[str]:
        try:
            return os.listdir(self.folder)  # noqa: PTH208 - asked four times a second
        except FileNotFoundError:
            return []
