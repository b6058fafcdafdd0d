"""What is due on a day by the rule in force, and what no row of it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.keeping import Event, Keeping
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.office.retention import backups, versions
from forms_app.office.retention.kinds import (
    BACKUPS,
    count,
    covered,
    encrypted_tables,
    every,
    keepings,
    kept_files,
)
from forms_app.office.retention.rules import Retention, Row, newest_due
from forms_app.permits.campaigns.queries import ended


class CannotRun(Exception):
    """Why nothing was deleted, or why it is not certified yet; the next run goes on."""


@dataclass(frozen=True)
class Due:
    """How many of a kind go by a row of the rule."""

    row: Row
    number: int


@dataclass(frozen=True)
class Kept:
    """A kind, or a table, that no row of the rule speaks of, and how many of it there
    are.
    """

    what: str
    number: int


def rule_in_force(office: Office) -> Retention:
    """Raises CannotRun where there is none."""
    found = versions.on(office, office.clock.today())
    if found is None:
        raise CannotRun(
            "No retention rule is in force (content/rules/retention.toml), so nothing "
            "is deleted."
        )
    return found


@dataclass(frozen=True)
class Schedule:
    """The rule in force, for one day. `folders`: where backups lie; `ended`: since when
    the data of a campaign that is over is kept on.
    """

    office: Office
    rule: Retention
    today: date
    folders: tuple[Path, ...]
    ended: Mapping[str, date]

    @classmethod
    def of(cls, office: Office, today: date, given: Path | None = None) -> Schedule:
        """`given`: a folder of backups beside the one the rule names.

        Raises:
            CannotRun: no rule is in force.
        """
        rule = rule_in_force(office)
        named = Path(rule.backup_folder) if rule.backup_folder else None
        folders = tuple(folder for folder in (given, named) if folder)
        return cls(office, rule, today, folders, ended(office, today))

    def due(self, session: Session) -> list[Due]:
        """Every row of the rule in the order of the run; what two rows of a kind name
        is counted once.
        """
        found: list[Due] = []
        for kind in every():
            seen: set[Any] = set()
            for row in self.rows_of(kind):
                keys = set(self.keys(session, row))
                found.append(Due(row, len(keys - seen)))
                seen |= keys
        return found

    def rows_of(self, kind: str) -> Iterator[Row]:
        """The rows of the rule; what counts from an end, once for each campaign that is
        over, then for all others.
        """
        keeping = keepings().get(kind)
        for row in self.rule.rows_of(kind):
            if _is_by_campaign(keeping, row):
                yield from (replace(row, campaign=slug) for slug in self.ended)
            yield row

    def keys(
        self, session: Session, row: Row, most: int | None = None
    ) -> Sequence[Any]:
        """The keys of the rows that go by a row of the rule; of backups and other files
        the files themselves.
        """
        newest = newest_due(row, self.today)
        if row.data in kept_files():
            return kept_files()[row.data].due(self.office, newest)[:most]
        if row.data == BACKUPS:
            return backups.due(
                self.office, row, newest, self.rule.ended_on, self.folders
            )
        keeping = keepings()[row.data]
        ended_on = self.ended.get(row.campaign, self.rule.ended_on)
        due = keeping.due(row.after, newest, ended_on)
        query = select(keeping.key).where(due).order_by(keeping.key)
        if keeping.campaign is not None and _is_by_campaign(keeping, row):
            own = keeping.campaign == row.campaign
            others = keeping.campaign.not_in(list(self.ended))
            query = query.where(own if row.campaign else others)
        return session.scalars(query.limit(most)).all()

    def kept(self, session: Session) -> list[Kept]:
        """What is never deleted, since nothing says when."""
        kinds = [
            Kept(kind, count(session, keepings()[kind]) if kind in keepings() else 0)
            for kind in self.rule.unmentioned(every())
        ]
        return kinds + [
            Kept(name, _rows(session, name))
            for name in sorted(encrypted_tables() - covered().keys())
        ]


def _is_by_campaign(keeping: Keeping | None, row: Row) -> bool:
    """Whether its days count from the end of the campaign that data belongs to."""
    is_told = keeping is not None and keeping.campaign is not None
    return is_told and row.after is Event.EMERGENCY_ENDED


def _rows(session: Session, table: str) -> int:
    query = select(func.count()).select_from(metadata().tables[table])
    return session.scalar(query) or 0
