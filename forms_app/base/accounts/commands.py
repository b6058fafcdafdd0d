"""`staff`: accounts from the command line, by the operations that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.accounts import operations, queries
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.password import one_time_password
from forms_app.base.accounts.post import Post, Scopes
from forms_app.base.commands import COMMAND_LINE, Group
from forms_app.base.feature import the_one
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused

staff = Group("staff", help="Staff accounts.")

ROLE = click.Choice([str(role) for role in Role])


def scope_options(command: Callable[..., None]) -> Callable[..., None]:
    """What an account may be limited to; each may be given several times."""
    for name, whose in (
        ("community", "slug; a reviewer or an office needs at least one."),
        ("grid", "slug; a grid worker needs at least one."),
        ("point", "slug; of a keeper. Without it all of the communities."),
    ):
        plural = {"community": "communities"}.get(name, f"{name}s")
        option = click.option(f"--{name}", plural, multiple=True, help=whose)
        command = option(command)
    return command


@contextmanager
def writing() -> Iterator[Session]:
    """What is refused is said in its sentence, and nothing is written."""
    try:
        with current_office().database.writing() as session:
            yield session
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


def by_command() -> dict[str, Any]:
    return {"actor": COMMAND_LINE, "now": current_office().clock.now()}


def found(session: Session, username: str) -> Account:
    account = queries.account_named(session, username)
    if account is None:
        raise click.ClickException(f"There is no account {username}.")
    return account


def _known(post: Post) -> Post:
    """The same, if the office has all of it."""
    scopes: Scopes = the_one("scopes")(current_office())
    scopes.must_have(post)
    return post


@staff.command("add")
@click.argument("username")
@click.option("--role", type=ROLE, required=True)
@scope_options
@click.option("--name", default="", help="What people read of who did something.")
@click.option("--password", help="Without it one is made and shown once.")
def staff_add(
    username: str,
    role: str,
    communities: tuple[str, ...],
    grids: tuple[str, ...],
    points: tuple[str, ...],
    name: str,
    password: str | None,
) -> None:
    """Open a staff account. Exits with 1 when the name is taken.

    A password that is made has to be changed at the first sign-in.
    """
    chosen = password or one_time_password()
    with writing() as session:
        operations.open_account(
            session,
            username,
            chosen,
            _known(Post.of(Role(role), communities, grids, points)),
            name=name,
            must_change=password is None,
            **by_command(),
        )
    click.echo(f"{username}  {'(your password)' if password else chosen}")


@staff.command("change")
@click.argument("username")
@click.option("--role", type=ROLE)
@scope_options
@click.option("--name", help="What people read of who did something.")
def staff_change(
    username: str,
    role: str | None,
    communities: tuple[str, ...],
    grids: tuple[str, ...],
    points: tuple[str, ...],
    name: str | None,
) -> None:
    """Change what an account is for; what is not given stays as it is."""
    with writing() as session:
        account = found(session, username)
        post = Post.of(
            Role(role or account.post.role),
            communities or account.communities,
            grids or account.grids,
            points or account.points,
        )
        shown = account.name if name is None else name
        operations.change_account(session, account, shown, _known(post), **by_command())
    click.echo(f"{username} was changed.")


@staff.command("close")
@click.argument("username")
def staff_close(username: str) -> None:
    """Close an account: whoever is signed in with it is out at once."""
    with writing() as session:
        operations.close_account(session, found(session, username), **by_command())
    click.echo(f"{username} is closed.")


@staff.command("reopen")
@click.argument("username")
def staff_reopen(username: str) -> None:
    """Open a closed account again, with a password that is shown once."""
    password = one_time_password()
    with writing() as session:
        account = found(session, username)
        operations.reopen_account(session, account, password, **by_command())
    click.echo(f"{username}  {password}")


@staff.command("reset")
@click.argument("username")
def staff_reset(username: str) -> None:
    """Make a new password, shown once; it is changed at the next sign-in."""
    password = one_time_password()
    with writing() as session:
        account = found(session, username)
        operations.reset_password(session, account, password, **by_command())
    click.echo(f"{username}  {password}")


@staff.command("sign-out")
@click.argument("username")
def staff_sign_out(username: str) -> None:
    """Sign an account out on every device; its password stays."""
    with writing() as session:
        operations.sign_out_everywhere(
            session, found(session, username), **by_command()
        )
    click.echo(f"{username} is signed out everywhere.")


@staff.command("unlock")
@click.argument("username")
def staff_unlock(username: str) -> None:
    """Take the right password again where wrong ones were typed too often."""
    with writing() as session:
        operations.unlock(session, found(session, username), **by_command())
    click.echo(f"{username} may sign in again.")


@staff.command("list")
def staff_list() -> None:
    """List the accounts with role, scope and last sign-in."""
    with current_office().database.reading() as session:
        for account in queries.every_account(session):
            click.echo(_line(account))


def _line(account: Account) -> str:
    scope = ", ".join([*account.communities, *account.grids, *account.points])
    seen = account.last_sign_in
    parts = [
        account.username,
        str(account.post.role),
        scope or "everything",
        f"last {seen:%Y-%m-%d %H:%M}" if seen else "never signed in",
    ]
    if account.name:
        parts.append(account.name)
    if not account.active:
        parts.append("(closed)")
    return "  ".join(parts)
