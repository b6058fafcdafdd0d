"""The kinds of data there are: what the features declare, in tables and in files, and the
backups.

A feature that is off keeps its data, and its data are forgotten in time: every feature
that is installed counts.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import parts
from forms_app.base.keeping import Event, Keeping, KeptFiles, Record
from forms_app.base.personal import Encrypted
from forms_app.features import FEATURES, metadata
from forms_app.office.retention.tables import below

BACKUPS = "backups"  # files, so no table says since when they count
EVENTS_OF_BACKUPS = (Event.SAVED, Event.EMERGENCY_ENDED)


@cache
def keepings() -> dict[str, Keeping]:
    """By kind, in the order in which they go: people before what is kept beside them."""
    return {one.kind: one for one in parts(FEATURES, "keeping")}


@cache
def kept_files() -> dict[str, KeptFiles]:
    """By kind, what lies in files of its own."""
    return {one.kind: one for one in parts(FEATURES, "kept_files")}


@cache
def records() -> dict[str, Record]:
    """By table, what may be about somebody on a roster."""
    found: tuple[Record, ...] = tuple(parts(FEATURES, "records"))
    return {one.model.__tablename__: one for one in found}


def every() -> tuple[str, ...]:
    return (*keepings(), *kept_files(), BACKUPS)


def events(kind: str) -> tuple[Event, ...]:
    """What the days of a kind may be counted from."""
    if kind in kept_files():
        return (Event.SAVED,)
    return EVENTS_OF_BACKUPS if kind == BACKUPS else keepings()[kind].events


def label(kind: str) -> str:
    """As people read it; a word that is no kind, such as a table's name, as it is."""
    if kind == BACKUPS:
        return _("备份")
    found = keepings().get(kind) or kept_files().get(kind)
    return str(found.label) if found else kind


def tables(keeping: Keeping) -> tuple[str, ...]:
    """Its table, and those whose rows are deleted with a row of it."""
    own = keeping.model.__tablename__
    return (own,) if keeping.emptied else (own, *below(own))


def covered() -> dict[str, set[str]]:
    """By table, the kinds that delete it."""
    found: dict[str, set[str]] = {}
    for kind, keeping in keepings().items():
        for table in tables(keeping):
            found.setdefault(table, set()).add(kind)
    return found


def encrypted_tables() -> set[str]:
    """Every table with a column that is kept encrypted."""
    return {
        table.name
        for table in metadata().tables.values()
        if any(isinstance(column.type, Encrypted) for column in table.columns)
    }


def count(session: Session, keeping: Keeping) -> int:
    """How many rows there are with anything in them."""
    rows = select(func.count()).select_from(keeping.model).where(keeping.there())
    return session.scalar(rows) or 0
