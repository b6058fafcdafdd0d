"""Where a copy goes: a database that is empty, or holds this office as it was before it
went elsewhere. Anything else is refused in words and left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from forms_app.base import db
from forms_app.base.audit import AuditHead
from forms_app.base.engines import engine_for
from forms_app.base.identity import Identity, Standing, canary, standing_of
from forms_app.base.migrations.revision import known_version
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.office.copying.tables import ASIDE, STAYS, strangers


class Found(StrEnum):
    """What is there."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    LEFT = "left"
    IN_USE = "in use"
    FOREIGN = "foreign"
    STRANGE = "strange"


MAY_BE_FILLED = frozenset({Found.EMPTY, Found.UNFINISHED, Found.LEFT})
OF_STANDING = {
    Standing.FILLING: Found.UNFINISHED,
    Standing.COPIED: Found.UNFINISHED,
    Standing.LEFT: Found.LEFT,
}


def file_of(url: str) -> Path:
    """Of an SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Its engine; what the database says of a failure is told as of the office's own.

    Raises:
        DatabaseAway: it cannot be reached or used.
    """
    engine = engine_for(url)
    try:
        with db.translated():
            yield engine
    finally:
        engine.dispose()


def look(url: str, office: Office) -> Found:
    """What is there, by reading alone.

    Raises:
        DatabaseAway: it cannot be reached, or is of a newer version.
    """
    if url.startswith("sqlite") and not file_of(url).exists():
        return Found.EMPTY
    with opened(url) as engine, engine.connect() as connection:
        return _found(connection, office)


def _found(connection: Connection, office: Office) -> Found:
    if strangers(connection):
        return Found.STRANGE
    version = known_version(connection)
    if version is None or not inspect(connection).has_table(AuditHead.__tablename__):
        return Found.EMPTY
    is_used = bool(connection.scalar(select(AuditHead.number)))
    tables = inspect(connection)
    row = None
    if tables.has_table(Identity.__tablename__):
        row = connection.execute(select(Identity.office, Identity.canary)).first()
    if row is None:
        return Found.FOREIGN if is_used else Found.EMPTY
    if canary(office.keys, row.office) != row.canary:
        return Found.FOREIGN
    standing = Standing(standing_of(connection)[0])
    if standing is Standing.HERE and not is_used:
        return Found.EMPTY  # `migrate` ran here, and nothing else
    return OF_STANDING.get(standing, Found.IN_USE)


def prepare(url: str, row: Identity) -> None:
    """Bring its tables to the newest form, and note that whatever is in it is a copy
    that is not whole.

    Raises:
        DatabaseAway: it cannot be reached or written.
        OSError: the file cannot be made.
    """
    if url.startswith("sqlite"):
        file = file_of(url)
        if not file.exists():
            file.touch(mode=0o600)
    db.migrate(url)
    with opened(url) as engine, engine.begin() as connection:
        note(connection, row, Standing.FILLING)


def forget_hosts(connection: Connection) -> None:
    """What hosts told each other here before the office went elsewhere: it goes by what
    their folders hold now.
    """
    tables = metadata().tables
    for name in sorted(ASIDE - STAYS):
        connection.execute(delete(tables[name]))


def note(
    connection: Connection, row: Identity, standing: Standing, objects: str = ""
) -> None:
    """Whose copy it is, and how far it is."""
    connection.execute(delete(Identity))
    values = {
        "id": row.id,
        "office": row.office,
        "canary": row.canary,
        "standing": standing,
        "objects": objects,
        "sealing_key": row.sealing_key,
    }
    connection.execute(insert(Identity).values(values))
