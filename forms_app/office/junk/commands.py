"""`kaigong junk`. Exit codes: 0 done, 1 another run is at work, 2 wrong use."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.office import current_office
from forms_app.office.junk import carrying_out


@click.command("junk", cls=Command)
@with_appcontext
def junk() -> None:
    """Carry out what staff said of what lies in quarantine (疑似垃圾), once it can no
    longer be taken back. It runs by itself.
    """
    done = carrying_out.run(current_office())
    click.echo(f"{done} carried out.")
