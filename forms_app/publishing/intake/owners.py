"""Where the accepted file of each decision lies, and how many each area has: a
community in a campaign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from forms_app.base.contentfile.campaign_folder import area_of, key_of


class Owners:
    """`paths` by key, `count` by area (base/contentfile/campaign_folder.py)."""

    def __init__(self, kept: Iterable[str] = ()) -> None:
        paths = list(kept)
        self.paths = {key_of(path): path for path in paths}
        self.count = Counter(map(area_of, paths))

    def owns(self, path: str) -> bool:
        """Whether it is the file at this path."""
        return self.paths.get(key_of(path)) == path

    def add(self, path: str) -> None:
        if key_of(path) not in self.paths:
            self.paths[key_of(path)] = path
            self.count[area_of(path)] += 1

    def remove(self, path: str) -> None:
        del self.paths[key_of(path)]
        self.count[area_of(path)] -= 1

    def of(self, keys: Iterable[str]) -> list[str]:
        return [self.paths[one] for one in keys if one in self.paths]
