"""`staff reset-second-step`: for whoever lost phone and recovery codes, where no other
administrator can do it in the browser.
"""

from __future__ import annotations

import click

from forms_app.base.accounts.commands import by_command, found, staff, writing
from forms_app.base.second_step import operations

__all__ = ["staff"]


@staff.command("reset-second-step")
@click.argument("username")
@click.option("--reason", required=True, help="Why; it stays in the audit trail.")
def staff_reset_second_step(username: str, reason: str) -> None:
    """Let an account sign in without its phone; where the rule asks for it, the next
    sign-in sets it up anew.
    """
    with writing() as session:
        account = found(session, username)
        operations.reset(session, account, reason, **by_command())
    click.echo(f"{username} signs in with its password, and is signed out everywhere.")
