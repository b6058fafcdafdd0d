"""`kaigong copy`. Exit codes: 0 done, 1 nothing was moved, 2 wrong use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import make_url

from forms_app.base.catalogue import gettext as _
from forms_app.base.commands import Command, WrongUse
from forms_app.base.config import supported
from forms_app.base.objects.address import bucket_at
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.objects.folder import FolderOfObjects
from forms_app.base.objects.store import Objects
from forms_app.base.office import Office, current_office
from forms_app.base.settings import Setting, Settings, Value, read_secret, read_settings
from forms_app.office.copying import copying, target, told
from forms_app.office.copying.copying import Goal
from forms_app.office.copying.filling import CopyFailed, Tell

FOLDER = "folder"


@click.command("copy", cls=Command)
@click.option(
    "--to", default="", help="The database to go to: postgresql://… or sqlite:///…."
)
@click.option(
    "--to-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file that holds its address, where that has a password in it.",
)
@click.option(
    "--objects",
    default="",
    help="Where photos and files go: s3://BUCKET/FOLDER, or folder for the office folder.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@with_appcontext
def copy(to: str, to_file: Path | None, objects: str, dry_run: bool) -> None:
    """Take the office to another database, its photos and files to another place, or
    both, and back, while its site is served and nobody writes.

    Every table and every file is held against what was read, by number and by hash.
    Then the old database takes nothing more, and it is said which line of settings.toml
    to change. Stopped before that, the office is where it was, and this is run again.

    Exits with 1 when the target holds something else or does not take it: nothing is
    moved then.
    """
    office = current_office()
    settings = read_settings(office.config.office, os.environ)
    goal = Goal(_database(office, to, to_file), _objects(office, settings, objects))
    _must_go_somewhere(office, goal)
    found = target.look(goal.database, office) if goal.database else None
    for line in told.plan(office, goal, found):
        click.echo(line)
    if found and found not in target.MAY_BE_FILLED:
        raise click.ClickException(told.refusal(found))
    if dry_run:
        return
    try:
        copied = copying.copy(office, goal, _bar)
    except CopyFailed as failed:
        raise click.ClickException(told.failure(str(failed))) from None
    for line in told.outcome(copied):
        click.echo(line)
    for line in told.next_steps(office, settings, goal, to_file):
        click.echo(line)


def _database(office: Office, to: str, to_file: Path | None) -> str | None:
    """The address to go to; None where only files go.

    Raises:
        WrongUse: it was said twice, or holds a password that everybody sees.
        ConfigError: it is no address of a database that is supported.
    """
    if to and to_file:
        raise WrongUse(_("--to 和 --to-file 只写一个。"))
    if to_file:
        said = read_secret(to_file.absolute(), "--to-file")
    elif to:
        said = to
    else:
        return None
    name = "--to-file" if to_file else "--to"
    url = supported(Value(Setting(name, name, ""), said, name), said).text
    if to and make_url(url).password:
        raise WrongUse(
            _(
                "地址里有口令，这台机器上的人都看得到命令。请写进只有服务能读的文件，用 --to-file。"
            )
        )
    if url.startswith("sqlite"):
        return f"sqlite:///{target.file_of(url).absolute()}"
    return url


def _objects(office: Office, settings: Settings, said: str) -> Objects | None:
    if not said:
        return None
    if said == FOLDER:
        return FolderOfObjects(office.data)
    bucket = bucket_at(settings, said, "--objects")
    return BucketOfObjects(bucket, lambda: office.id)


def _must_go_somewhere(office: Office, goal: Goal) -> None:
    """Raises:
    WrongUse: everything is there already, or the bucket keeps what is deleted.
    """
    if goal.database is None and goal.objects is None:
        raise WrongUse(_("请写搬到哪里：--to 或 --objects，见 --help。"))
    if goal.database == office.database.url:
        raise WrongUse(_("这个办公室已经在这个数据库里。"))
    if goal.objects and goal.objects.address == office.objects.address:
        raise WrongUse(_("照片和文件已经在那里。"))
    if isinstance(goal.objects, BucketOfObjects) and goal.objects.keeps_versions():
        raise WrongUse(_("这个桶留着旧版本，删掉的资料还会在里面。请先关掉版本控制。"))


@contextmanager
def _bar(what: str, number: int) -> Iterator[Tell]:
    label = told.bar(what)
    with click.progressbar(length=number, label=label) as shown:
        yield shown.update
