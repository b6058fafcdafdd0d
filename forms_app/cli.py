"""The commands behind `flask --app forms_app` that are no feature's.

Exit codes: 0 done, 1 something was found or failed, 2 wrong use.
"""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from forms_app.base import audit, db
from forms_app.base.commands import Command, Group
from forms_app.base.office import current_office

audit_group = Group("audit", help="The audit trail.")


@audit_group.command("verify")
def audit_verify() -> None:
    """Walk the whole audit chain.

    Exits with 1 and names the first entry that does not fit.
    """
    with current_office().database.reading() as session:
        broken = audit.verify(session)
        head = audit.head(session)
    if broken:
        raise click.ClickException(f"Entry {broken.number}: {broken.says}.")
    click.echo(f"Every entry fits. Head {head}")


@click.command("migrate", cls=Command)
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest form; does nothing when it is."""
    db.migrate(current_office().config.database_url)


def init_app(app: Flask) -> None:
    app.cli.add_command(audit_group)
    app.cli.add_command(migrate)
