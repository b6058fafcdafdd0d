"""`kaigong unusual-reading`. Exit codes: 0 done, 1 another run is at work, 2 wrong use."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.office import current_office
from forms_app.office.looks import counting


@click.command("unusual-reading", cls=Command)
@with_appcontext
def unusual_reading() -> None:
    """Count the read log of the last day for what is unusual (content/rules/reading.toml)
    and put what is new on the desks of whoever answers for it. It runs by itself; nothing
    is changed but that.
    """
    new = counting.run(current_office())
    click.echo(f"{new} new.")
