"""`kaigong messages`: send what waits for the groups.

Exit codes: 0 done, 1 the database cannot be used, 2 wrong use.
"""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.office import current_office
from forms_app.ledger.publicity import messenger


@click.command("messages", cls=Command)
@with_appcontext
def messages() -> None:
    """Ask the groups' robots to say what waits for them.

    Starts by itself; another one at work is left alone.
    """
    tried = messenger.run(current_office())
    if tried:
        click.echo(f"{tried} messages to groups were tried.")
