"""`kaigong doctor`. Exit codes: 0 all is well, 1 something is not, 2 wrong use."""

from __future__ import annotations

import sys
from itertools import chain

import click
from flask.cli import with_appcontext

from forms_app.base.catalogue import gettext as _
from forms_app.base.commands import Command
from forms_app.base.office import current_office
from forms_app.office.doctor import files, packages, service, staff


@click.command("doctor", cls=Command)
@with_appcontext
def doctor() -> None:
    """Look for what of this office is not safe: who may read its files, how it is
    reached, its backup, its accounts, its packages, what does not work.

    Changes nothing. Exits with 1 when something is not well; each line says what to do.
    """
    office = current_office()
    with office.database.reading() as session:
        found = list(
            chain(
                files.findings(office),
                service.findings(office, session),
                staff.findings(session, office.clock.now()),
                packages.findings(),
            )
        )
    for one in found:
        click.echo(f"{'✓' if one.is_well else '✗'} {one.about}：{one.says}")
    unwell = sum(not one.is_well for one in found)
    click.echo(_("看了 %(all)s 项，%(n)s 项要处理。", all=len(found), n=unwell))
    sys.exit(1 if unwell else 0)
