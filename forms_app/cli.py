"""The `kaigong` program, and those of its commands that are no feature's.

Exit codes: 0 done, 1 something was found or failed, 2 wrong use.
"""

from __future__ import annotations

import os
import pwd
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import (
    AppGroup,
    with_appcontext,
)

from forms_app import PROJECT
from forms_app.base import db, identity
from forms_app.base.commands import (
    Command,
    CommandOfNoOffice,
    WrongUse,
    must_be_text,
    of_the_disk,
)
from forms_app.base.config import Config, database, office_folder
from forms_app.base.database_address import shown
from forms_app.base.feature import parts
from forms_app.base.jobs.commands import jobs
from forms_app.base.keys import KeysMissing
from forms_app.base.launcher import write_launcher
from forms_app.base.office import Office, current_office
from forms_app.base.settings import ConfigError, read_settings
from forms_app.base.version import version
from forms_app.base.vocabulary import set_vocabulary
from forms_app.features import FEATURES, metadata
from forms_app.permits.campaigns.queries import vocabulary_in

WHATEVER_FOLLOWS = {"ignore_unknown_options": True, "help_option_names": []}


@click.command("migrate", cls=Command)
@with_appcontext
def migrate() -> None:
    """Bring the database and the rules of an earlier version to the newest form, and
    OFFICE/kaigong to where the code lies now; does nothing when they are.
    """
    office = current_office()
    identity.settle(office, metadata)
    write_launcher(office.config.office)
    for upgrade in parts(FEATURES, "upgrades"):
        for done in upgrade(office):
            click.echo(done)


@click.command("settings", cls=CommandOfNoOffice)
def settings() -> None:
    """Print every setting and where it was said: a variable, a line of settings.toml,
    or the default. Passwords and tokens are not printed.

    Exits with 2 when one of them is wrong.
    """
    read = read_settings(office_folder(os.environ), os.environ)
    Config.of(read)
    at = database(read)
    said = [
        (key, "(not shown)" if value.setting.secret else value.text, value.source)
        for key, value in read.values.items()
        if value.text and not key.startswith("database_")
    ]
    for key, text, source in [
        ("office", str(read.folder), "KAIGONG_OFFICE"),
        ("database", shown(at.text), at.source),
        *said,
    ]:
        click.echo(f"{key:18} {text:44} {source}")


@click.command("run", cls=CommandOfNoOffice, context_settings=WHATEVER_FOLLOWS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def run(words: tuple[str, ...]) -> None:
    """Run the office until Ctrl-C or TERM: as scripts/run.py, whose options it takes."""
    script = str(PROJECT / "scripts" / "run.py")
    folder = str(office_folder(os.environ))
    os.execv(sys.executable, [sys.executable, script, *words, folder])  # noqa: S606


COMMANDS = (migrate, settings, jobs)


class WithoutOffice(AppGroup):
    """The commands that need no office, on a machine where none can be opened."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why
        for command in (*COMMANDS, *parts(FEATURES, "commands")):
            if not command.needs_office:
                self.add_command(command)

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        found = super().get_command(ctx, name)
        if found is None:
            raise WrongUse(self.why)
        return found

    def list_commands(self, ctx: click.Context) -> list[str]:
        click.echo(f"{self.why}\n", err=True)
        return super().list_commands(ctx)


class Program(click.Group):
    """Its commands are those of the office's app, which is made when one is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        must_be_text(args)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        own = super().get_command(ctx, name)
        return own or self._app(ctx).cli.get_command(ctx, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *self._app(ctx).cli.list_commands(ctx)])

    def _app(self, ctx: click.Context) -> Flask:
        from forms_app import create_app

        if ctx.obj is None:
            ctx.obj = create_app()
            ctx.with_resource(ctx.obj.app_context())
            if office := ctx.obj.extensions.get("kaigong"):
                today = office.clock.today()
                set_vocabulary(vocabulary_in(office.accepted, today))
        made: Flask = ctx.obj
        return made


@click.group(cls=Program)
@click.version_option(version(), prog_name="kaigong")
def program() -> None:
    """开工 Kaigong: the commands of one office.

    Each says with --help what it does, and what it does on failure.
    """


program.add_command(run)


def open_office() -> Office | str:
    """The office of the environment, or a sentence that says why it cannot be opened."""
    try:
        _as_its_own_user(office_folder(os.environ))
        return Office.from_environ()
    except (ConfigError, KeysMissing, db.DatabaseAway) as error:
        return str(error)
    except OSError as error:
        return of_the_disk(error)


def _as_its_own_user(folder: Path) -> None:
    """Files that root makes in somebody's office are closed to the service, and others
    can read none of it.
    """
    data = folder / "data"
    place = data if data.exists() else folder
    if not place.exists() or place.stat().st_uid == os.geteuid():
        return
    if os.geteuid() == 0 or not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise ConfigError(
            f"{place} belongs to another user, and only that one can work with it: "
            f"sudo -u {_name_of(place.stat().st_uid)} kaigong …"
        )


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"'#{user}'"


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
