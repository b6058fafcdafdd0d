"""Why the database cannot be used now, each with what to look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from forms_app.base.room import is_full

# What PostgreSQL says (SQLSTATE) when others are in the way: a lock or a statement took
# too long, a deadlock, a serialization failure, too many connections.
IN_THE_WAY = {"55P03", "57014", "40P01", "40001", "53300"}
# It answers, but cannot be used: tables or columns that are not there yet.
NOT_USABLE = {"42P01", "42703"}
# what SQLite says when the disk takes nothing, and PostgreSQL's SQLSTATE for it
NO_ROOM = {"disk I/O error", "database or disk is full", "53100"}
# the same of what is read only
READ_ONLY = {"attempt to write a readonly database", "25006"}


class Busy(Exception):
    """Somebody else is writing and did not finish in time; nothing of this change was
    kept.
    """


class DatabaseAway(Exception):
    """The database cannot be used; `hint` says what to look at."""

    hint = "Is it running, is its address right (`settings`), and did `migrate` run?"


class DatabaseDamaged(DatabaseAway):
    """What is there is no whole database."""

    hint = "Restore the newest backup into a new folder, and run that."


class NoRoom(DatabaseAway):
    """The disk on which it lies takes nothing."""

    hint = "Is the disk full (`df -h`), or not there? Make room, and do it again."


class DatabaseReadOnly(DatabaseAway):
    """It can be read and not written: its file, its folder, or the server as a whole."""

    hint = (
        "Does the file belong to the user that runs this, is the disk mounted for "
        "writing, is this a standby server?"
    )


class DatabaseMissing(DatabaseAway):
    """The office has worked before, and its database is not where it should be."""

    hint = (
        "If it is on PostgreSQL, say where: DATABASE_URL, or database_file in "
        "settings.toml. If the file was lost, restore the newest backup into a new "
        "folder, and run that."
    )


class DatabaseNewer(DatabaseAway):
    """A newer version of Kaigong has changed its tables; this one leaves them alone."""

    hint = "Run that version again, or restore the backup made before the upgrade."


class ForeignDatabase(DatabaseAway):
    """It is of another office than the folder."""

    hint = (
        "Say where this office's own is: DATABASE_URL, or database_file in "
        "settings.toml."
    )


class DatabaseClosed(DatabaseAway):
    """It is being copied to another place, and takes nothing meanwhile."""

    hint = "The forms open when that is done."


class DatabaseLeft(DatabaseAway):
    """The office went to another database; this one stays as it was then."""

    hint = (
        "Say so in settings.toml, or in DATABASE_URL where that is set, and start the "
        "office anew."
    )


class CopyUnfinished(DatabaseAway):
    """What is in it is a part of an office."""

    hint = (
        "Take its address out of settings.toml again, so that the office is where it "
        "was, and run `copy` once more."
    )


class ObjectsElsewhere(DatabaseAway):
    """The photos and files of this database are not where the settings say."""

    hint = (
        "Say in settings.toml where they are (`objects`); to bring them elsewhere, run "
        "`copy --objects` first."
    )


class KeysAway(DatabaseAway):
    """The keys of the folder cannot be read, so that nothing sealed can be opened."""

    hint = (
        "Put this office's data/keys/keys.json back, from its newest backup; the forms "
        "open when it is there."
    )


class KeysBehind(DatabaseAway, LookupError):
    """The office was given a new key on another host, and this folder has not got it."""

    hint = (
        "Export the keys where they were changed (`kaigong keys export FILE`), and import "
        "them here (`kaigong keys import FILE`); the forms open when they are there."
    )


class ForeignKeys(DatabaseAway):
    """The keys of the folder are not those that sealed what is in the database."""

    hint = (
        "Restore this office's newest backup into a new folder, and put its "
        "data/keys/keys.json in the place of this one; or run the restored folder."
    )


def meaning(error: BaseException) -> Busy | DatabaseAway | None:
    """What a failure of the database's driver, or of a full disk, means for people;
    None when it is a fault of ours.
    """
    if is_full(error):
        return NoRoom(str(error))
    if isinstance(error, NoConnectionFree):
        return Busy()
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    is_locked = isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(
        error.orig
    )
    if is_locked or state in IN_THE_WAY:
        return Busy()
    said = {str(error.orig), state}
    if said & NO_ROOM:
        return NoRoom(str(error.orig).strip())
    if said & READ_ONLY:
        return DatabaseReadOnly(str(error.orig).strip())
    if type(error.orig) is sqlite3.DatabaseError:  # "malformed", "not a database"
        return DatabaseDamaged(str(error.orig).strip())
    if (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or state in NOT_USABLE
    ):
        return DatabaseAway(str(error.orig).strip())
    return None


@contextmanager
def translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoConnectionFree) as error:
        known = meaning(error)
        if known is None:
            raise
        raise known from error
