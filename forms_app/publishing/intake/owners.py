"""Where the accepted file of each reference lies, and how many each community has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path


class Owners:
    """`paths` by reference, `count` by community."""

    def __init__(self, kept: Iterable[str] = ()) -> None:
        paths = list(kept)
        self.paths = {Path(path).stem: path for path in paths}
        self.count = Counter(path.split("/")[1] for path in paths)

    def owns(self, path: str) -> bool:
        """Whether the file at this path is the one of its reference."""
        return self.paths.get(Path(path).stem) == path

    def add(self, reference: str, path: str) -> None:
        if reference not in self.paths:
            self.paths[reference] = path
            self.count[path.split("/")[1]] += 1

    def remove(self, path: str) -> None:
        del self.paths[Path(path).stem]
        self.count[path.split("/")[1]] -= 1

    def of(self, references: Iterable[str]) -> list[str]:
        return [self.paths[one] for one in references if one in self.paths]
