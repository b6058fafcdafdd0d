"""Enterprise files that are gone: those whose removal is live at once, and those that
are held and asked about, since they may be a sweep. Any host is asked, and confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.base import fence
from forms_app.base.contentfile.campaign_folder import area_of, key_of
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.publishing.intake import sweep
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.owners import Owners
from forms_app.publishing.intake.walk import is_there
from forms_app.publishing.models import ConfirmedRemoval

HELD = "held.json"  # in accepted/
CONFIRMED = "confirmed-removals"  # in data/, of whoever publishes


def hold(accepted: Path, held: Mapping[str, list[str]]) -> None:
    """What the staff page asks about, by area."""
    if read_json(accepted / HELD) != held:
        write_json(accepted / HELD, held)


def confirm(session: Session, office: Office, area: str, keys: list[str]) -> None:
    """Leave word that these held files were really meant to go, for whoever publishes."""
    if office.database.is_sqlite:
        sweep.confirm(office.data / CONFIRMED, area, keys)
    else:
        session.merge(ConfirmedRemoval(area=area, keys=keys))


def bring_confirmed(office: Office) -> None:
    """Take up what was confirmed on any host.

    Raises:
        Fenced: another publisher took over.
        Busy, DatabaseAway: it is tried again.
    """
    if office.database.is_sqlite:
        return
    with office.database.reading() as session:
        rows = session.scalars(select(ConfirmedRemoval)).all()
    for row in rows:
        sweep.confirm(office.data / CONFIRMED, row.area, row.keys)
    if rows:
        with (
            office.database.writing(aside=True) as session,
            fence.within(session.connection()),
        ):
            areas = [row.area for row in rows]
            gone = delete(ConfirmedRemoval).where(ConfirmedRemoval.area.in_(areas))
            session.execute(gone)


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
        meant = sweep.confirmed(self.data / CONFIRMED, area)
        asked = [relative for relative in paths if key_of(relative) not in meant]
        recently = sum(one.what == "withdrawn" and one.area == area for one in recent)
        folder_is_there = is_there((self.content / paths[0]).parent)
        is_sweep = asked and sweep.is_sweep(
            len(asked), recently, accepted, folder_is_there
        )
        return asked if is_sweep else []
