"""`flask enterprise erase`. Exit codes: 0 done, 1 refused or failed, 2 wrong use."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.commands import Group
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.office.retention import nightly, operations
from forms_app.office.retention.enterprise import keys_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import listed
from forms_app.permits.enterprises.queries import by_reference

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)
enterprise = Group("enterprise", help="What is kept about one enterprise.")
AFTERWARDS = """The audit trail stays, without the words of reasons; counts are in the next
certificate (kaigong retention). The content file is not touched:
content/enterprises/{community}/{reference}.md still says what is public. Delete it, or
set `Status: revoked` with its reason, to take the enterprise off the list; the Title of
a trader may name a person."""


@enterprise.command("erase")
@click.argument("reference")
@click.option(
    "--reason",
    default="",
    help="Kept encrypted with the audit entry; needed unless --dry-run.",
)
@click.option(
    "--dry-run", is_flag=True, help="Only say how many of what would be erased."
)
@click.option(
    "--yes", is_flag=True, help="Do not ask again; also while the enterprise is listed."
)
def erase(reference: str, reason: str, dry_run: bool, yes: bool) -> None:
    """Erase contact, people, reports, applications and reasons of the enterprise
    REFERENCE for good.

    Exits with 1, and erases nothing, when there is none, without a reason, or while it
    is listed and --yes is not given.
    """
    office = current_office()
    with office.database.reading() as session:
        found = _find(session, reference)
        counts = {kind: len(ids) for kind, ids in keys_of(session, found).items()}
    for kind, number in counts.items():
        click.echo(f"{number:8}  {kind}")
    if dry_run:
        return
    if (public := listed(found)) and not yes:
        how = ", ".join(sorted({one.status for one in public}))
        raise click.ClickException(
            f"{found.reference} is on the public list ({how}). Take it off, or give --yes."
        )
    if not yes:
        click.confirm(f"Erase all this of {found.reference} for good?", abort=True)
    try:
        with office.database.writing() as session:
            by: dict[str, Any] = {"actor": COMMAND_LINE, "now": office.clock.now()}
            operations.erase_enterprise(
                session, office, _find(session, reference), reason, **by
            )
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    nightly.settle(office)
    click.echo(f"{found.reference} is erased.")
    click.echo(AFTERWARDS.format(community=found.community, reference=found.reference))


def _find(session: Session, reference: str) -> Enterprise:
    found = by_reference(session, reference)
    if found is None:
        raise click.ClickException(f"There is no enterprise {reference}.")
    return found
