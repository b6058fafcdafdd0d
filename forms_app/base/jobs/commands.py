"""`kaigong jobs`: what runs by itself, and what came of it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.jobs import log
from forms_app.base.jobs.standing import state
from forms_app.base.office import current_office


@click.command("jobs", cls=Command)
@with_appcontext
def jobs() -> None:
    """List the jobs that ran: when each succeeded last, and how the last run ended."""
    office = current_office()
    for name, run in log.runs(office.data).items():
        done = f"{run.done_at:%Y-%m-%d %H:%M}" if run.done_at else "never"
        click.echo(f"{name:16} {state(office, name, run):8} last done {done}")
