"""`kaigong rotate-keys`. Exit codes: 0 done, 1 not finished, 2 wrong use.

Every step can be cut short, and the next run goes on: the new key is on the disk before
anything is sealed with it, and the old one leaves only when nothing is sealed with it
any more and its sealed bytes are in no page of the database.
"""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.access import Actor, Role
from forms_app.base.attachments.store import sweep
from forms_app.base.commands import Command
from forms_app.base.identity import note_sealing_key
from forms_app.base.keys import Keyring
from forms_app.base.lock import alone
from forms_app.base.office import KEYS, Office, current_office
from forms_app.office.keys import operations
from forms_app.office.keys.places import Place, Rows, all_places

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)
TRIES = 3
NAMED = 20  # of what is left


@click.command("rotate-keys", cls=Command)
@with_appcontext
def rotate_keys() -> None:
    """Give the office a new key for personal columns and files, and seal everything
    anew with it, while it runs.

    Back the office up first. Stopped half way, it is run again and goes on. Exits with
    1, and keeps the old key beside the new one, when something cannot be opened (it is
    named), when somebody reads an older state of the database, or when another run is
    at work. Earlier backups open with the keys that are in them.
    """
    office = current_office()
    with alone(office.data / "rotate-keys.lock") as is_alone:
        if not is_alone:
            raise click.ClickException("Another run is at work.")
        sealed = _seal_anew(office, all_places())
        Keyring.load(office.data / KEYS).with_the_active_key_only().replace_file(
            office.data / KEYS
        )
    click.echo(
        f"{sealed} rows and files are sealed with key {office.keys.active}; the old key "
        "is gone."
    )


def _seal_anew(office: Office, places: list[Place]) -> int:
    """Every place, with the new key; gives how many rows and files there were. Nothing
    needs the old key then.
    """
    try:
        _begin(office)
        sealed = sum(_reseal(office, place) for place in places)
    except OSError as error:
        raise click.ClickException(
            f"It could not be written: {error.strerror}. Run this again."
        ) from None
    left = _left(office, places)
    _record(office, max(sealed - len(left), 0), len(left))
    if left:
        _say_left(left)
    _purge(office, [place.name for place in places if isinstance(place, Rows)])
    return sealed


def _record(office: Office, sealed: int, left: int) -> None:
    with office.database.writing() as session:
        operations.rotated(
            session,
            office.keys.active,
            sealed,
            left,
            actor=COMMAND_LINE,
            now=office.clock.now(),
        )


def _purge(office: Office, tables: list[str]) -> None:
    """See that nothing the old key opens is left in any page of these tables."""
    if not any(office.database.purge(tables) for _try in range(TRIES)):
        raise click.ClickException(
            "Somebody reads an older state of the database. Run this again."
        )


def _begin(office: Office) -> None:
    """A new active key beside the old one, unless the last rotation is not over.

    The write lock makes it sound: whoever sealed with the old key before has committed,
    and whoever seals from now on holds the lock, too, and looks at the file first
    (Keyring.follow). So the old key seals nothing more, in any process.
    """
    with office.database.writing() as session:
        keys = Keyring.load(office.data / KEYS)
        if len(keys.column_keys) == 1:
            keys = keys.with_a_new_key()
            keys.replace_file(office.data / KEYS)
        note_sealing_key(session, keys, is_new=True)
        office.keys.seal_with(keys.mark())


def _reseal(office: Office, place: Place) -> int:
    """Batch by batch, each a short transaction; gives how many there were."""
    with office.database.reading() as session:
        keys = place.old(session, office)
    if not keys:
        return 0
    with click.progressbar(
        range(0, len(keys), place.batch), label=f"{place.name}: {len(keys)}"
    ) as starts:
        for start in starts:
            with office.database.writing() as session:
                place.reseal(session, office, keys[start : start + place.batch])
    return len(keys)


def _left(office: Office, places: list[Place]) -> list[str]:
    """What only another key opens, or none; files that no row speaks of are not kept
    for that.
    """
    with office.database.writing() as session:
        sweep(session, office)
    with office.database.reading() as session:
        return [
            f"{place.name} {key}"
            for place in places
            for key in place.old(session, office)
        ]


def _say_left(left: list[str]) -> None:
    for one in left[:NAMED]:
        click.echo(one, err=True)
    raise click.ClickException(
        f"{len(left)} rows or files cannot be opened, so the old key stays. "
        "Restore or delete them (`kaigong retention` deletes what is past its days), "
        "and run this again."
    )
