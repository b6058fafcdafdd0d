"""`audit verify`: the audit trail from the command line."""

from __future__ import annotations

import click

from forms_app.base import audit
from forms_app.base.commands import Group
from forms_app.base.office import current_office
from forms_app.publishing import evidence

audit_group = Group("audit", help="The audit trail.")


@audit_group.command("verify")
def audit_verify() -> None:
    """Walk the whole audit chain, and compare it with the release log, the sheets of
    closed days, and the count of erased reasons.

    Exits with 1 and names the first entry that does not fit.
    """
    office = current_office()
    broken = evidence.check(office)
    if broken:
        raise click.ClickException(str(broken))
    with office.database.reading() as session:
        head = audit.head(session)
    click.echo(f"Every entry fits. Head {head}")
