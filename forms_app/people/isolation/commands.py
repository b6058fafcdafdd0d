"""`kaigong hints`: what is worth a look in the reports of a day, found at night; and
`kaigong reminders`: whose report is missing, before it is late.

Exit codes: 0 done, 1 failed, 2 wrong use.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime, timedelta

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.jobs.lease import hold
from forms_app.base.office import Office, current_office
from forms_app.base.refusal import NotSetUp
from forms_app.people.isolation import hints as report_hints
from forms_app.people.isolation import reminders as missing_reports
from forms_app.people.isolation.jobs import HINTS
from forms_app.people.isolation.rulebook import health_rule


@click.command("hints", cls=Command)
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="Yesterday when left out."
)
@with_appcontext
def hints(day: datetime | None) -> None:
    """Look for what is worth a look in the reports of a day that is over.

    Run it every night, at 02:00 say.

    Run twice, it finds nothing new. Where no health rule is in force nobody reports:
    there is nothing to look at.
    """
    office = current_office()
    # what is done for another day is not what the night does
    with nullcontext() if day else hold(office, HINTS.name):
        _look(office, day.date() if day else office.clock.today() - timedelta(days=1))


@click.command("reminders", cls=Command)
@with_appcontext
def reminders() -> None:
    """Tell the enterprises whose report is missing, in the hour before it is late.

    Starts by itself; each enterprise is told once of a report.
    """
    missing_reports.run(current_office())


def _look(office: Office, of_day: date) -> None:
    try:
        health = health_rule(office, of_day)
    except NotSetUp:
        click.echo(f"{of_day}: no health rule is in force, nothing to look at.")
        return
    with office.database.writing() as session:
        found = report_hints.compute(session, of_day, office.clock.now(), health)
    click.echo(f"{of_day}: {found} new hints.")
