"""Why the database cannot be used now, each with what to look at."""

from __future__ import annotations


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
