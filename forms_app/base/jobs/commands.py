"""`kaigong jobs`: what runs by itself, and what came of it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.jobs import lease
from forms_app.base.office import current_office


@click.command("jobs", cls=Command)
@with_appcontext
def jobs() -> None:
    """List the jobs that ran: when each succeeded last, and how the last run ended."""
    office = current_office()
    for name, one in lease.runs(office).items():
        done_at = one.run.done_at
        done = f"{done_at:%Y-%m-%d %H:%M}" if done_at else "never"
        click.echo(f"{name:16} {one.state:8} last done {done}")
