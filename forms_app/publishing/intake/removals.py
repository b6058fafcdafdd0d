"""Enterprise files that are gone: those whose removal is live at once, and those that
are held and asked about, since they may be a sweep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import area_of, key_of
from forms_app.publishing.intake import sweep
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.owners import Owners
from forms_app.publishing.intake.walk import is_there


@dataclass(frozen=True)
class Gone:
    """The paths of accepted files: `meant` are withdrawn, `asked` are held, by area."""

    meant: list[str] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Removals:
    """What tells a deletion from a sweep, at one moment."""

    content: Path
    data: Path
    journal: Journal
    now: datetime

    def among(self, gone: Iterable[str], owners: Owners) -> Gone:
        found = Gone()
        by_area: dict[str, list[str]] = {}
        for relative in sorted(gone):
            if owners.owns(relative):
                by_area.setdefault(area_of(relative), []).append(relative)
        recent = self._recent() if by_area else []
        for area, paths in by_area.items():
            asked = self._asked(area, paths, owners.count[area], recent)
            if asked:
                found.asked[area] = asked
            found.meant.extend(path for path in paths if path not in asked)
        return found

    def _recent(self) -> list[Change]:
        newest = self.journal.newest_first()
        return list(takewhile(lambda one: sweep.is_recent(one, self.now), newest))

    def _asked(
        self, area: str, paths: list[str], accepted: int, recent: list[Change]
    ) -> list[str]:
        """Those that nobody confirmed, if they are a sweep."""
        meant = sweep.confirmed(self.data / "confirmed-removals", area)
        asked = [relative for relative in paths if key_of(relative) not in meant]
        recently = sum(one.what == "withdrawn" and one.area == area for one in recent)
        folder_is_there = is_there((self.content / paths[0]).parent)
        is_sweep = asked and sweep.is_sweep(
            len(asked), recently, accepted, folder_is_there
        )
        return asked if is_sweep else []
