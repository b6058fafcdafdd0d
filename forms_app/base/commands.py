"""A command of the `kaigong` program that says in a sentence, not with a trace, what a
person can put right.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

import click
from flask.cli import AppGroup

from forms_app.base.access import Actor, Role
from forms_app.base.catalogue import DEFAULT, of_english, use_language
from forms_app.base.catalogue import gettext as _
from forms_app.base.db import Busy, DatabaseAway
from forms_app.base.jobs.lease import AtWork
from forms_app.base.settings import ConfigError

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)


class WrongUse(click.ClickException):
    """Something has to be set or said in another way first."""

    exit_code = 2


def language_of(environ: Mapping[str, str]) -> str:
    """The language of whoever types: English where the machine says so, else Chinese."""
    said = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, said), "").startswith("en") else DEFAULT


class InWords(click.Command):
    """A command whose help is in the language of whoever types, where the catalogue has
    it.
    """

    def get_help(self, ctx: click.Context) -> str:
        with use_language(language_of(os.environ)):
            return super().get_help(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{_('用法：')} ")

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        paragraphs = cleandoc(self.help or "").split("\n\n")
        told = [of_english(" ".join(one.split())) for one in paragraphs]
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(told))

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = (one.get_help_record(ctx) for one in options)
        rows = [(name, of_english(told)) for name, told in filter(None, records)]
        with formatter.section(_("选项")):
            formatter.write_dl(rows)


class Command(InWords):
    """Exits with 1 when it could not be done, and with 2 when a setting is wrong; it
    was not done then.
    """

    needs_office = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        must_be_text(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with use_language(language_of(os.environ)):
                return super().invoke(ctx)
        except Busy:
            raise click.ClickException(
                "Somebody else is writing and did not finish in time. Try again."
            ) from None
        except DatabaseAway as away:
            raise click.ClickException(says(away)) from None
        except AtWork:
            raise click.ClickException("Another run is at work.") from None
        except ConfigError as error:
            raise WrongUse(str(error)) from None
        except OSError as error:
            raise click.ClickException(of_the_disk(error)) from None


class CommandOfNoOffice(Command):
    """One that works on a machine where there is no office yet."""

    needs_office = False


class Group(InWords, AppGroup):
    command_class = Command
    needs_office = True

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Each with the first paragraph of its help."""
        rows = []
        for name in self.list_commands(ctx):
            found = self.get_command(ctx, name)
            first = cleandoc((found and found.help) or "").split("\n\n")[0]
            rows.append((name, of_english(" ".join(first.split()))))
        with formatter.section(_("命令")):
            formatter.write_dl(rows)


def must_be_text(words: list[str]) -> None:
    """Refuse bytes that are no text: no database keeps them and no terminal shows them.

    Raises:
        WrongUse: names the word, with a ? for each such byte.
    """
    for word in words:
        shown = word.encode("utf-8", "replace").decode()
        if shown != word:
            raise WrongUse(f"{shown} is not UTF-8. Type it again, or rename the file.")


def show(words: str) -> None:
    """How far it is, on one line that is written over; nothing where nobody sees it."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{words}", nl=False, err=True)


def says(away: DatabaseAway) -> str:
    """What is wrong and where to look; no password stands in it."""
    return f"The database cannot be used: {away}\n{away.hint}"


def of_the_disk(error: OSError) -> str:
    """Which file it was, and what the system says of it."""
    return f"{error.filename or 'The disk'}: {error.strerror or error}"
