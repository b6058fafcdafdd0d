"""`kaigong rounds lay-out`: what the night does, and anybody may do again."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

import click

from forms_app.base.access import Actor, Role
from forms_app.base.commands import Group
from forms_app.base.jobs.lease import hold
from forms_app.base.office import current_office
from forms_app.base.vocabulary import use_vocabulary
from forms_app.ledger.rounds.jobs import LAY_OUT
from forms_app.ledger.rounds.occurrences import lay_out
from forms_app.permits.campaigns.queries import vocabulary_in

NIGHT = Actor("system", "command-line", Role.ADMIN)
rounds = Group("rounds", help="Duties that come back every day.")


@rounds.command("lay-out")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Today when left out.")
def lay_out_day(day: datetime | None) -> None:
    """Lay out the duties of a day into what is due.

    Run it every night; run twice, it finds nothing new.
    """
    office = current_office()
    of_day = day.date() if day else office.clock.today()
    now = office.clock.now()
    # what is done for another day is not what the night does
    lease = nullcontext() if day else hold(office, LAY_OUT.name)
    vocabulary = vocabulary_in(office.accepted, of_day)
    with lease, use_vocabulary(vocabulary), office.database.writing() as session:
        number = lay_out(session, of_day, actor=NIGHT, now=now)
    click.echo(f"{of_day}: {number} new.")
