"""`retention`, `person`, `backup`.

Exit codes: 0 done, 1 failed or not finished, 2 wrong use.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from forms_app.base import backup
from forms_app.base.access import Actor, Role
from forms_app.base.archive import BackupError
from forms_app.base.commands import Command, Group, show
from forms_app.base.office import Office, current_office
from forms_app.base.passphrase import passphrase, passphrase_file
from forms_app.base.refusal import Refused
from forms_app.office.retention import (
    backups,
    copies,
    nightly,
    operations,
    standing,
)
from forms_app.office.retention.deletions import lists_of_deletions, replay
from forms_app.office.retention.schedule import CannotRun, Schedule, rule_in_force
from forms_app.people.rosters import queries
from forms_app.people.rosters.models import Person

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)
person = Group("person", help="What is kept about one person on a roster.")
folder_of_backups = click.option(
    "--backups",
    "given",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of backups, beside the one the rule names: old ones are deleted, "
    "the list of deletions goes there.",
)


@click.command("retention", cls=Command)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Only say how many of what would be deleted today, by which row.",
)
@folder_of_backups
@click.option(
    "--deletions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    callback=lists_of_deletions,
    help="A list of what was deleted: after a database was restored with a tool of its "
    "own, delete that again first.",
)
@with_appcontext
def retention(dry_run: bool, given: Path | None, deletions: tuple[Path, ...]) -> None:
    """Delete what is past its days by content/rules/retention.toml, and write a
    certificate of counts.

    Exits with 1 when no rule is in force, when another run is at work, or when somebody
    still reads an older state of the database: what is deleted stays deleted, and the
    next run finishes and certifies it.
    """
    office = current_office()
    try:
        if dry_run:
            _dry_run(office, given)
            return
        replay(office, deletions, office.clock.now())
        done = nightly.run(
            office,
            actor=COMMAND_LINE,
            now=office.clock.now(),
            progress=show,
            given=given,
        )
    except CannotRun as error:
        raise click.ClickException(str(error)) from None
    show("")
    click.echo(
        f"Certificate {done.name}: {done.total} deleted by {done.rule}. Head {done.head}"
    )
    click.echo(str(office.data / "certificates" / f"{done.name}.txt"))


def _dry_run(office: Office, given: Path | None) -> None:
    schedule = Schedule.of(office, office.clock.today(), given)
    rule = schedule.rule
    with office.database.reading() as session:
        due = schedule.due(session)
        kept = schedule.kept(session)
    ended = f"ended on {rule.ended_on}" if rule.ended_on else "not ended"
    click.echo(
        f"{rule.version}, the emergency has {ended}. Nothing is deleted by this; of "
        "people all theirs goes too."
    )
    for one in due:
        click.echo(
            f"{one.number:8}  {one.row.data:20} {one.row.name:20} {one.row.days} days "
            f"after {one.row.after}"
        )
    for other in kept:
        click.echo(f"{other.number:8}  {other.what:20} no rule: never deleted")
    standing.save(schedule, office.clock.now(), has_run=False)


def _find(session: Session, reference: str, number: int) -> Person:
    unit = queries.unit(session, reference)
    found = queries.person(session, unit, number) if unit else None
    if found is None:
        raise click.ClickException(
            f"There is no number {number} on the roster of {reference}."
        )
    return found


@person.command("export")
@click.argument("reference")
@click.argument("number", type=int)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    show_default=True,
)
def export(reference: str, number: int, folder: Path) -> None:
    """Write everything kept about NUMBER on the roster of REFERENCE into a JSON file
    and a text to hand over.

    Exits with 1 when there is nobody with this number. Leaves an audit entry.
    """
    office = current_office()
    with office.database.writing() as session:
        by: dict[str, Any] = {"actor": COMMAND_LINE, "now": office.clock.now()}
        found = operations.export_person(
            session, _find(session, reference, number), **by
        )
    for suffix, text in (
        ("json", json.dumps(found, ensure_ascii=False, indent=1)),
        ("txt", copies.as_text(found)),
    ):
        path = folder / f"{reference.strip().upper()}-{number}.{suffix}"
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        click.echo(str(path))


@person.command("erase")
@click.argument("reference")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Kept encrypted with the audit entry.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(reference: str, number: int, reason: str, yes: bool) -> None:
    """Erase everything kept about NUMBER on the roster of REFERENCE; audit entries
    stay, their words about them go.

    Exits with 1, and erases nothing, when there is nobody with this number.
    """
    office = current_office()
    if not yes:
        click.confirm(f"Erase number {number} of {reference} for good?", abort=True)
    try:
        with office.database.writing() as session:
            by: dict[str, Any] = {"actor": COMMAND_LINE, "now": office.clock.now()}
            operations.erase_person(
                session, office, _find(session, reference, number), reason, **by
            )
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    nightly.settle(office)
    click.echo(f"Number {number} of {reference} is erased.")


@click.command("backup", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_file
@with_appcontext
def backup_command(file: Path, passphrase_file: Path | None) -> None:
    """Write database, content, settings and keys (under the passphrase) to FILE.

    Where FILE is a folder, a file in it is named after the day. Exits with 1 if it
    cannot, and with 2 when there is no passphrase.

    Says until when FILE may be kept: `retention` deletes it then, in the folder the
    retention rule names.
    """
    office = current_office()
    if file.is_dir():
        file /= f"kaigong-{office.clock.today()}.tar.gz"
    try:
        words = passphrase(passphrase_file, os.environ, twice=True)
        backup.backup(office, file, words, show)
        until = backups.kept_until(rule_in_force(office), office.clock.today())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except CannotRun:
        until = None
    show("")
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    click.echo(
        f"To be deleted on {until}."
        if until
        else "No row of the retention rule says until when it is kept."
    )
