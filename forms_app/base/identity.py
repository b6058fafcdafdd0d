"""Whether keys, database and folder are of one office.

The database holds the office's number and a canary, a keyed digest of it that only the
office's own keys give; the folder holds the number too (data/office-id). What does not
fit is not opened: nothing is sealed with foreign keys, and no foreign database is
migrated. The public site needs neither.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    Connection,
    LargeBinary,
    MetaData,
    String,
    column,
    inspect,
    select,
    table,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.base import db
from forms_app.base.audit import AuditHead
from forms_app.base.away import (
    CopyUnfinished,
    DatabaseLeft,
    ForeignDatabase,
    ForeignKeys,
    KeysAway,
    ObjectsElsewhere,
)
from forms_app.base.contentfile.write import write_aside
from forms_app.base.keys import DAMAGED, MARK, Keyring, KeysMissing
from forms_app.base.ownfile import read_own
from forms_app.base.personal import Encrypted

if TYPE_CHECKING:
    from forms_app.base.office import Office

FILE = "office-id"  # in data/
TRIED = 3  # values of a column; one may be damaged


class Standing(StrEnum):
    """What a database is to its office."""

    HERE = ""
    FILLING = "filling"  # a copy is being made in it
    COPIED = "copied"  # the copy is whole, and nobody has written to it yet
    LEFT = "left"  # the office went elsewhere


class Identity(db.Base):
    """The office whose database this is: one row.

    `went_to`: where the office is, of a database that it left; `objects`: where its
    photos and files are, "" for the office folder. `sealing_key`: the mark of the key
    that seals now, "" before it was noted: no host seals with another one.
    """

    __tablename__ = "identity"
    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(32))
    canary: Mapped[str] = mapped_column(String(64))
    standing: Mapped[str] = mapped_column(String(8), default="", server_default="")
    went_to: Mapped[str] = mapped_column(String(200), default="", server_default="")
    objects: Mapped[str] = mapped_column(String(200), default="", server_default="")
    sealing_key: Mapped[str] = mapped_column(
        String(MARK), default="", server_default=""
    )


def settle(office: Office, every_table: Callable[[], MetaData]) -> None:
    """Bring the tables to their newest form, and note whose they are the first time:
    after the office's keys have opened something of `every_table`.

    Raises:
        DatabaseAway: it cannot be used, or is of another office; nothing was changed.
    """
    _must_be_there(office.keys)
    database = office.database
    if not database.is_new():
        with database.reading():  # looks whether it belongs here
            pass
    db.migrate(database.url)
    with database.writing() as session:
        number = session.scalar(select(Identity.office))
        if number is None:
            _must_open(session.connection(), office.keys, every_table())
            number = _note(session, office)
        note_sealing_key(session, office.keys)
    if number_in(office.data) != number:
        write_aside(office.data / FILE, f"{number}\n".encode())


def _note(session: Session, office: Office) -> str:
    number = number_in(office.data) or secrets.token_hex(8)
    session.add(
        Identity(
            id=1,
            office=number,
            canary=canary(office.keys, number),
            objects=office.objects.address,
        )
    )
    return number


def note_sealing_key(session: Session, keys: Keyring, is_new: bool = False) -> None:
    """Which key seals from this transaction on: a new one, or the first that is noted."""
    noted = update(Identity).values(sealing_key=keys.mark())
    session.execute(noted if is_new else noted.where(Identity.sealing_key == ""))


def canary(keys: Keyring, number: str) -> str:
    """What these keys give for the office of this number."""
    return keys.digest("index", "canary", number)


def must_be_here(session: Session, keys: Keyring, objects: str) -> None:
    """Before each change: the office has not gone elsewhere, `objects` is where its
    photos and files are, and what is sealed is sealed with the key that every host uses.
    The first change makes a copy the office.

    Raises:
        KeysBehind: that key is not among `keys`.
        DatabaseLeft: it has.
        CopyUnfinished: what is in this database is a part of it.
        ObjectsElsewhere: they are in another place.
    """
    row = session.execute(
        select(
            Identity.standing,
            Identity.went_to,
            Identity.objects,
            Identity.sealing_key,
        )
    ).first()
    if row is None:
        return
    _must_be_whole(row.standing, row.went_to)
    if row.objects != objects:
        raise ObjectsElsewhere(
            f"its photos and files are in {row.objects or 'the office folder'}, and the "
            f"settings say {objects or 'the office folder'}."
        )
    if row.sealing_key:
        keys.seal_with(row.sealing_key)
    if row.standing == Standing.COPIED:
        session.execute(update(Identity).values(standing=Standing.HERE))


def _must_be_whole(standing: str, went_to: str) -> None:
    if standing == Standing.LEFT:
        raise DatabaseLeft(f"this office went to {went_to}.")
    if standing == Standing.FILLING:
        raise CopyUnfinished("a copy into it was not finished.")


def standing_of(connection: Connection) -> tuple[str, str]:
    """What a database is to its office, and where that went."""
    if not _has_column(connection, "standing"):
        return Standing.HERE, ""  # of a version that copied nothing
    row = connection.execute(select(Identity.standing, Identity.went_to)).first()
    return (row.standing, row.went_to) if row else (Standing.HERE, "")


def _has_column(connection: Connection, name: str) -> bool:
    columns = inspect(connection).get_columns(Identity.__tablename__)
    return any(one["name"] == name for one in columns)


def must_belong(connection: Connection, keys: Keyring, data: Path) -> None:
    """Look at a database before anything is read from it or written to it.

    Raises:
        KeysAway: the keys of the folder cannot be read.
        ForeignDatabase: it is of another office than the folder.
        ForeignKeys: its keys are others than those of the folder.
        KeysBehind: the key that seals now is not among them.
        DatabaseLeft, CopyUnfinished: it is not where the office is.
    """
    _must_be_there(keys)
    tables = inspect(connection)
    row = None
    if tables.has_table(Identity.__tablename__):
        row = connection.execute(select(Identity.office, Identity.canary)).first()
    if row is None:
        if tables.has_table(AuditHead.__tablename__):
            _must_open(connection, keys, db.Base.metadata)
        return
    told = number_in(data)
    if told and told != row.office:
        raise ForeignDatabase(
            f"it is of another office ({row.office}) than {data.parent} ({told})."
        )
    if canary(keys, row.office) != row.canary:
        raise ForeignKeys(f"{data / 'keys'} holds the keys of another office.")
    _must_be_whole(*standing_of(connection))
    if _has_column(connection, "sealing_key"):
        keys.seal_with(connection.scalar(select(Identity.sealing_key)) or keys.mark())


def _must_be_there(keys: Keyring) -> None:
    try:
        keys.must_be_there()
    except KeysMissing as error:
        raise KeysAway(str(error)) from None


def _must_open(connection: Connection, keys: Keyring, every: MetaData) -> None:
    """Of a database from before the canary: its keys open what is sealed in it.

    Raises:
        ForeignKeys: they open nothing of it.
    """
    if not connection.scalar(select(AuditHead.number)):
        return  # nothing was ever written
    is_sealed = False
    for place in _places(connection, every):
        name, _, which = place.partition(".")
        sealed = column(which, LargeBinary)
        found = select(sealed).select_from(table(name)).where(sealed.is_not(None))
        for (value,) in connection.execute(found.limit(TRIED)):
            is_sealed = True
            if _opens(keys, value, place):
                return
    if is_sealed:
        raise ForeignKeys("its keys are others than those of this folder.")


def _places(connection: Connection, every: MetaData) -> list[str]:
    """The encrypted columns of the tables there are, as table.column. Whoever asks may
    know some of the tables only, and not those that they refer to.
    """
    there = set(inspect(connection).get_table_names())
    return [
        each.type.place
        for _name, one in sorted(every.tables.items())
        for each in one.columns
        if one.name in there and isinstance(each.type, Encrypted)
    ]


def _opens(keys: Keyring, value: bytes, place: str) -> bool:
    try:
        keys.open_sealed(value, place)
    except DAMAGED:
        return False
    return True


def number_in(data: Path) -> str:
    """The number of the office whose folder it is; "" before it has one."""
    try:
        return read_own(data / FILE).decode("ascii").strip()
    except (OSError, UnicodeError):
        return ""
