"""`kaigong features`. Exit codes: 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms_app.base.commands import Command
from forms_app.base.feature import installed_here
from forms_app.base.office import current_office
from forms_app.office.retention.doors import Door, doors


@click.command("features", cls=Command)
@with_appcontext
def features() -> None:
    """Print every feature, whether content/office.toml has it on, and of those that are
    off how many records are kept.

    A feature that is off with something unfinished stays open until that is finished.
    """
    with current_office().database.reading() as session:
        closed = {door.feature.name: door for door in doors(session)}
    for feature in installed_here():
        found = closed.get(feature.name)
        says = _says(found) if found else _says_on(feature.stays)
        click.echo(f"{feature.name:14} {says}")


def _says_on(stays: bool) -> str:
    return "always on" if stays else "on"


def _says(door: Door) -> str:
    kept = f"off, records kept: {door.rows}"
    if not door.is_open:
        return kept
    if not door.unfinished:
        return f"{kept}, open for a feature that needs it"
    return f"{kept}, unfinished: {door.unfinished}, open until then"
