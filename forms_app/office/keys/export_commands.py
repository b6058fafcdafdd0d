"""`kaigong keys export` and `import`: the keys of an office in one file under a passphrase,
for another host of it, since they are neither in the database nor in the store.

Exit codes: 0 done, 1 refused, 2 wrong use.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from forms_app.base import identity
from forms_app.base.archive import BackupError, must_be_long, seal, unseal
from forms_app.base.backup import for_its_owner
from forms_app.base.commands import COMMAND_LINE, Command, CommandOfNoOffice, Group
from forms_app.base.config import office_folder
from forms_app.base.contentfile.write import write_aside
from forms_app.base.keys import Keyring, KeysMissing
from forms_app.base.office import KEYS, current_office
from forms_app.base.ownfile import read_own
from forms_app.base.passphrase import passphrase, passphrase_file
from forms_app.office.keys import operations

FORMAT = "kaigong-keys-1"
LARGEST = 1 << 20  # bytes of the file
FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


class KeyCommands(Group):
    needs_office = False  # `import` is for a host that has none yet


@click.group("keys", cls=KeyCommands)
def keys() -> None:
    """The keys of the office: to a file under a passphrase, and from it on another host."""


@keys.command("export", cls=Command)
@FILE
@passphrase_file
@with_appcontext
def export(file: Path, passphrase_file: Path | None) -> None:
    """Write the keys and the number of the office to FILE, sealed with a passphrase.

    The audit trail has it. Exits with 1, and writes nothing, when FILE is there already
    or the passphrase is too short.
    """
    office = current_office()
    words = passphrase(passphrase_file, os.environ, twice=True)
    try:
        must_be_long(words)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name another file.")
    with office.database.writing() as session:
        operations.exported(session, actor=COMMAND_LINE, now=office.clock.now())
    carried = {
        "keys": read_own(office.data / KEYS).decode("ascii"),
        "office": read_own(office.data / identity.FILE).decode("ascii"),
    }
    sealed = seal(json.dumps(carried).encode(), words, FORMAT)
    said = {"format": FORMAT, "sealed": base64.b64encode(sealed).decode("ascii")}
    with open(file, "x", encoding="ascii", opener=for_its_owner) as written:
        json.dump(said, written)
    click.echo(
        f"The keys are in {file}. On the other host: kaigong keys import {file.name}. "
        "Then delete the file."
    )


@keys.command("import", cls=CommandOfNoOffice)
@FILE
@passphrase_file
def import_(file: Path, passphrase_file: Path | None) -> None:
    """Put the keys in FILE into the office folder: of a new host, or newer ones of the
    same office. What runs takes them over by itself.

    Exits with 1, and changes nothing, when the passphrase is wrong, FILE is damaged, or
    the folder has keys of another office.
    """
    data = office_folder(os.environ) / "data"
    sealed = _sealed_in(file)
    try:
        carried = _opened(sealed, passphrase(passphrase_file, os.environ, twice=False))
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    _put(data, carried)
    click.echo(f"The keys are in {data / KEYS.parent}. Now delete {file}.")


def _sealed_in(file: Path) -> bytes:
    try:
        with file.open("rb") as given:
            said = json.loads(given.read(LARGEST))
        if said["format"] == FORMAT:
            return base64.b64decode(said["sealed"], validate=True)
    except FileNotFoundError:
        raise click.ClickException(f"There is no {file}.") from None
    except (ValueError, LookupError, TypeError, binascii.Error):
        pass
    raise click.ClickException(f"{file} is no file of `kaigong keys export`.")


def _opened(sealed: bytes, words: str) -> Mapping[str, str]:
    carried: Mapping[str, str] = json.loads(unseal(sealed, words, FORMAT))
    return carried


def _put(data: Path, carried: Mapping[str, str]) -> None:
    """Each whole or not at all: keys that are there are replaced by those of the same
    office alone.
    """
    place = data / KEYS
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    data.chmod(0o700)
    aside = place.with_suffix(".imported")
    aside.unlink(missing_ok=True)
    try:
        with open(aside, "x", encoding="ascii", opener=for_its_owner) as written:
            written.write(carried["keys"])
        given = Keyring.load(aside)
        _must_be_of_this_office(data, given, carried["office"])
        given.replace_file(place)
    finally:
        aside.unlink(missing_ok=True)
    write_aside(data / identity.FILE, carried["office"].encode("ascii"))


def _must_be_of_this_office(data: Path, given: Keyring, number: str) -> None:
    try:
        is_other = Keyring.load(data / KEYS).purposes != given.purposes
    except KeysMissing:
        is_other = identity.number_in(data) not in {"", number.strip()}
    if is_other:
        raise click.ClickException(
            f"{data} is of another office, so nothing was changed. If this host never "
            f"worked for one, delete {data / KEYS.parent} and {data / identity.FILE} and "
            "run this again."
        )
