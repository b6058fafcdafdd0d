"""`kaigong hints`: what is worth a look in the reports of a day, found at night.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.people.isolation import hints as report_hints
from forms_app.people.isolation.rulebook import health_rule


@click.command("hints", cls=Command)
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="Yesterday when left out."
)
@with_appcontext
def hints(day: datetime | None) -> None:
    """Look for what is worth a look in the reports of a day that is over.

    Run it every night, at 02:00 say.

    Run twice, it finds nothing new. Exits with 1, and keeps nothing, when no health
    rule is in force.
    """
    office = current_office()
    now = current_office().clock.now()
    of_day = day.date() if day else now.date() - timedelta(days=1)
    try:
        health = health_rule(office, of_day)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    with office.database.writing() as session:
        found = report_hints.compute(session, of_day, now, health)
    click.echo(f"{of_day}: {found} new hints.")
