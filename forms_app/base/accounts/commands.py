"""`staff add` and `staff list`: accounts from the command line."""

from __future__ import annotations

import secrets
from typing import Any

import click
from sqlalchemy import select

from forms_app.base.access import Role
from forms_app.base.accounts import operations as accounts
from forms_app.base.accounts.models import Account
from forms_app.base.commands import COMMAND_LINE, Group
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused

staff = Group("staff", help="Staff accounts.")


@staff.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option(
    "--community",
    "communities",
    multiple=True,
    help="Slug; may be given several times.",
)
@click.option(
    "--grid", "grids", multiple=True, help="Slug; a grid worker needs at least one."
)
@click.option(
    "--point",
    "points",
    multiple=True,
    help="Slug; of a keeper. Without it all of the communities.",
)
@click.option("--password", help="Without it one is made and shown once.")
def staff_add(
    name: str,
    role: str,
    communities: list[str],
    grids: list[str],
    points: list[str],
    password: str | None,
) -> None:
    """Open a staff account NAME. Exits with 1 when the name is taken."""
    office = current_office()
    chosen = password or secrets.token_urlsafe(12)
    rest: dict[str, Any] = {
        "communities": list(communities),
        "grids": list(grids),
        "points": list(points),
    }
    rest["actor"] = COMMAND_LINE
    try:
        with office.database.writing() as session:
            accounts.open_account(
                session, name, chosen, Role(role), **rest, now=office.clock.now()
            )
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{name}  {'(your password)' if password else chosen}")


@staff.command("list")
def staff_list() -> None:
    """List the accounts with role and scope."""
    with current_office().database.reading() as session:
        for account in session.scalars(
            select(Account).order_by(Account.username)
        ).unique():
            scope = (
                ", ".join([*account.communities, *account.grids, *account.points])
                or "everything"
            )
            click.echo(
                f"{account.username}  {account.actor.role}  "
                f"{scope}{'' if account.active else '  (closed)'}"
            )
