"""`restore`, and its drill.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from forms_app.base.archive import BackupError
from forms_app.base.commands import COMMAND_LINE, CommandOfNoOffice, WrongUse, show
from forms_app.base.jobs.lease import hold
from forms_app.base.office import Office
from forms_app.base.passphrase import known_passphrase, passphrase, passphrase_file
from forms_app.office.retention import backups, drills, labels
from forms_app.office.retention.deletions import lists_of_deletions
from forms_app.office.retention.drills import WITHOUT_BACKUP, Drill, Outcome
from forms_app.publishing.drill import operations
from forms_app.publishing.drill.backups import Backup, backup_in, newest_in
from forms_app.publishing.drill.drilling import Drilling
from forms_app.publishing.drill.labels import STEPS


@click.command("restore", cls=CommandOfNoOffice)
@click.argument("file", type=click.Path(path_type=Path, exists=True), required=False)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@passphrase_file
@click.option(
    "--deletions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    callback=lists_of_deletions,
    help="A list of what was deleted since, such as data/deletions.log of the old "
    "folder; those beside FILE are found.",
)
@click.option(
    "--drill",
    is_flag=True,
    help="Restore aside, publish there, compare, and delete it again; without FILE the "
    "newest backup in the folder of the retention rule.",
)
@click.option(
    "--if-any",
    is_flag=True,
    help="With --drill: where there is no backup yet, say so and exit with 0.",
)
@with_appcontext
def restore_command(
    file: Path | None,
    folder: Path | None,
    passphrase_file: Path | None,
    deletions: tuple[Path, ...],
    drill: bool,
    if_any: bool,
) -> None:
    """Restore FILE into the empty FOLDER, without what was deleted after it was made.

    Needs no office. Exits with 1, and leaves nothing, when a hash or the passphrase is
    wrong.

    With --drill nothing of the running office is touched: FILE is restored into a folder
    aside (of PostgreSQL also a database aside), its site is built twice and compared byte
    for byte, its audit trail, its list and its public log are checked, and it is deleted.
    Exits with 0 when all of that fits, with 1 when something does not or there is no
    backup, with 2 when the command is wrong.
    """
    if drill:
        _must_have_no(folder)
        _drill(file, passphrase_file, if_any)
        return
    if file is None or folder is None:
        raise click.UsageError("Give FILE and FOLDER; or --drill, and FILE.")
    _restore(file, folder, passphrase_file, deletions)


def _restore(
    file: Path,
    folder: Path,
    passphrase_file: Path | None,
    deletions: tuple[Path, ...],
) -> None:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise click.ClickException(
            "DATABASE_URL names PostgreSQL, which is restored with pg_restore; this "
            "restores an office with SQLite. Unset it for that."
        )
    try:
        words = passphrase(passphrase_file, os.environ, twice=False)
        backups.restore(file, folder.absolute(), words, click.echo, deletions)
    except BackupError as error:
        raise click.ClickException(str(error)) from None


def _must_have_no(folder: Path | None) -> None:
    if folder is not None:
        raise click.UsageError("--drill takes no FOLDER: it makes one, and deletes it.")


class DrillFailed(click.ClickException):
    """A job that is to be tried again."""


def _drill(file: Path | None, passphrase_file: Path | None, if_any: bool) -> None:
    office: Office | None = current_app.extensions.get("kaigong")
    if office is None:
        raise WrongUse("A drill is of an office: KAIGONG_OFFICE names its folder.")
    with hold(office, drills.JOB, True), _ended_as_by_ctrl_c():
        found = _of_file(office, file, passphrase_file)
        is_none = found.outcome in WITHOUT_BACKUP
        if not (found.worked or is_none):
            raise DrillFailed(labels.drilled(found))
    click.echo(labels.drilled(found))
    sys.exit(0 if found.worked or (if_any and is_none) else 1)


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """When it is ended too, what is aside is deleted."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _of_file(office: Office, file: Path | None, passphrase_file: Path | None) -> Drill:
    """The drill, which is remembered however it ends."""
    words = _passphrase(passphrase_file)
    drill = _drilled(office, file, words)
    show("")
    drills.save(office, drill)
    with office.database.writing() as session:
        operations.note(session, drill, actor=COMMAND_LINE, now=office.clock.now())
    return drill


def _passphrase(file: Path | None) -> str | None:
    """Somebody who is there is asked; without anybody and without one, None."""
    known = known_passphrase(file, os.environ)
    if known is None and sys.stdin.isatty():
        return passphrase(file, os.environ, twice=False)
    return known


def _drilled(office: Office, file: Path | None, words: str | None) -> Drill:
    at = office.clock.now().isoformat()
    try:
        found = backup_in(file, office) if file else _newest(office)
    except BackupError as error:
        name = file.name if file else ""
        return Drill(at, Outcome.NOT_RESTORED, name, detail=str(error))
    if isinstance(found, Backup):
        return Drilling(
            office, found, words, lambda step: show(STEPS.label(step))
        ).run()
    return Drill(at, found)


def _newest(office: Office) -> Backup | Outcome:
    """Raises:
    BackupError: it is none of this office.
    """
    folder = drills.folder_of_backups(office)
    if folder is None or not folder.is_dir():
        return Outcome.NO_FOLDER
    return newest_in(folder, office) or Outcome.NO_BACKUP
