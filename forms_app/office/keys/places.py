"""Where sealed things lie: rows with encrypted columns, attachments, tables that wait
to be fetched.

Each place finds what another key than the active one has sealed, and seals it anew in a
transaction that holds the write lock. Whoever changes something holds it too, so
nobody's change is overwritten. What is damaged is left as it is, and found again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from sqlalchemy import (
    ColumnClause,
    LargeBinary,
    Table,
    column,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session

from forms_app.base.attachments import store as attached
from forms_app.base.exports import store as exports
from forms_app.base.keys import DAMAGED
from forms_app.base.objects.store import ObjectLost
from forms_app.base.office import Office
from forms_app.base.personal import Encrypted
from forms_app.features import metadata


class Place(Protocol):
    """`name` is for whoever watches; `batch` so many are sealed while others wait."""

    name: str
    batch: int

    def old(self, session: Session, office: Office) -> Sequence[Any]: ...

    def reseal(self, session: Session, office: Office, keys: Sequence[Any]) -> None: ...


class Rows:
    """The encrypted columns of one table, as the bytes they are."""

    batch = 200

    def __init__(self, of: Table) -> None:
        self.name = of.name
        (key,) = of.primary_key
        self.key: ColumnClause[Any] = column(key.name)
        self.sealed = {
            c.name: c.type.place for c in of.columns if isinstance(c.type, Encrypted)
        }
        self.table = table(
            of.name, self.key, *(column(name, LargeBinary) for name in self.sealed)
        )

    def old(self, session: Session, office: Office) -> Sequence[Any]:
        active = bytes([office.keys.active])
        firsts = (
            func.substr(self.table.c[name], 1, 1, type_=LargeBinary)
            for name in self.sealed
        )
        query = (
            select(self.key)
            .where(or_(*(first != active for first in firsts)))
            .order_by(self.key)
        )
        return session.scalars(query).all()

    def reseal(self, session: Session, office: Office, keys: Sequence[Any]) -> None:
        for row in (
            session.execute(select(self.table).where(self.key.in_(keys)))
            .mappings()
            .all()
        ):
            anew = {}
            for name, place in self.sealed.items():
                if row[name] is not None and office.keys.is_old(row[name]):
                    with suppress(*DAMAGED):
                        anew[name] = office.keys.seal(
                            office.keys.open_sealed(row[name], place), place
                        )
            if anew:
                session.execute(
                    update(self.table)
                    .where(self.key == row[self.key.name])
                    .values(anew)
                )


class Attachments:
    name = "files of attachments"
    batch = 1  # megabytes

    def old(self, session: Session, office: Office) -> Sequence[int]:
        return attached.sealed_before(session, office)

    def reseal(self, session: Session, office: Office, keys: Iterable[int]) -> None:
        for row_id in keys:
            with suppress(attached.FileGone, *DAMAGED):
                attached.reseal(session, office, row_id)


class Exports:
    name = "tables to be fetched"
    batch = 1

    def old(self, session: Session, office: Office) -> Sequence[int]:
        return exports.sealed_before(session, office)

    def reseal(self, session: Session, office: Office, keys: Iterable[int]) -> None:
        for export_id in keys:
            with suppress(ObjectLost, *DAMAGED):
                exports.reseal(session, office, export_id)


def all_places() -> list[Place]:
    """A table that a feature adds is in it."""
    encrypted = (
        t
        for t in metadata().sorted_tables
        if any(isinstance(c.type, Encrypted) for c in t.columns)
    )
    return [*map(Rows, encrypted), Attachments(), Exports()]
