"""A command of the `flask` program that says in a sentence, not with a trace, that the
database cannot be used now.
"""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup

from forms_app.base.access import Actor, Role
from forms_app.base.db import Busy, DatabaseAway

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)


class Command(click.Command):
    """Exits with 1 then; nothing was changed."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Busy:
            raise click.ClickException(
                "Somebody else is writing and did not finish in time. Try again."
            ) from None
        except DatabaseAway as away:
            raise click.ClickException(says(away)) from None


class Group(AppGroup):
    command_class = Command


def says(away: DatabaseAway) -> str:
    """What is wrong and where to look; no password stands in it."""
    return (
        f"The database cannot be used: {away}\n"
        "Is it running, is DATABASE_URL right, and did `migrate` run?"
    )
