"""The commands behind `flask --app forms_app`.

Exit codes: 0 done, 1 something was found or failed, 2 wrong use.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import select

from forms_app.base import audit, db, logs, progress, rebuilds
from forms_app.base.access import Actor, Role
from forms_app.base.accounts import operations as accounts
from forms_app.base.accounts.models import Account
from forms_app.base.commands import Command, Group
from forms_app.base.contentfile.write import render, replace_file
from forms_app.base.errors import Refused
from forms_app.base.jsonfiles import read_json
from forms_app.base.lock import alone
from forms_app.base.office import Office, current_office
from forms_app.base.personal import new_code
from forms_app.ledger.publicity.commands import messages
from forms_app.ledger.rounds.commands import rounds
from forms_app.office.retention import commands as keeping
from forms_app.office.rotation.commands import rotate_keys
from forms_app.people.health_rules.content import gaps_told
from forms_app.people.isolation.commands import hints
from forms_app.permits.enterprises.content import read_enterprise
from forms_app.permits.enterprises.rules import Kind
from forms_app.publishing import operations as publishing
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.intake.walk import ContentUnavailable
from forms_app.publishing.release.releaser import NotReleased, Site
from forms_app.publishing.service import selfcheck
from forms_app.publishing.service.publisher import SELF_CHECK, Publisher
from forms_app.publishing.site.build import BuildFailed

COMMAND_LINE = Actor("system", "command-line", Role.ADMIN)
PATIENCE = 120.0  # seconds that a publisher may be silent
staff = Group("staff", help="Staff accounts.")
content = Group("content", help="Content files.")
audit_group = Group("audit", help="The audit trail.")


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


@content.command("check")
def content_check() -> None:
    """Check every content file.

    Exits with 1 when there are faults, each with file, line and what is allowed.

    Also says which origins the isolation rules leave to an officer.
    """
    office = current_office()
    try:
        tree = check_tree(office.content, office.clock.today(), office.accepted)
    except ContentUnavailable as error:
        raise click.ClickException(str(error)) from None
    for fault in tree.faults:
        click.echo(fault.render() + "\n")
    for gap in gaps_told(
        tree.rules, [community.slug for community in tree.communities.values()]
    ):
        click.echo(gap)
    click.echo(
        f"{len(tree.seen | tree.enterprises_seen)} files, {len(tree.faults)} faults."
    )
    sys.exit(1 if tree.faults else 0)


@content.command("new")
@click.argument("community")
@click.option(
    "--name",
    prompt="Name of the enterprise",
    help="The name for the public, as on the sign.",
)
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in Kind]),
    default="shop",
    show_default=True,
)
@click.option(
    "--grid", help="The grid's slug; the community's first one when left out."
)
def content_new(community: str, name: str, kind: str, grid: str | None) -> None:
    """Write a pending file for somebody who came to the counter of COMMUNITY, with a
    reference of its own.

    Exits with 1, and writes nothing, when the community or the grid does not exist or
    the name cannot stand there.
    """
    office = current_office()
    found = check_tree(office.content, office.clock.today(), office.accepted).community(
        community
    )
    if found is None:
        raise click.ClickException(f"There is no community {community}.")
    grids = [each.slug for each in found.grids]
    if grid and grid not in grids:
        raise click.ClickException(
            f"{community} has no grid {grid}: {', '.join(grids)}."
        )
    reference = f"{found.prefix}-{new_code(6)}"
    day = office.clock.today().isoformat()
    values = {
        "Title": " ".join(name.split()),
        "Reference": reference,
        "Revision": "1",
        "Kind": kind,
        "Community": community,
        "Grid": grid or grids[0],
        "Status": "pending",
        "Since": day,
        "Batch": "1",
        "Basis": "paper",
        "Checked": day,
        "Pilot": "no",
    }
    relative = f"enterprises/{community}/{reference}.md"
    text = render(values)
    _record, parsed = read_enterprise(text.encode(), relative, office.clock.today())
    if parsed.faults:
        raise click.ClickException(parsed.faults[0].render())
    replace_file(office.content / relative, text.encode(), None)
    click.echo(
        f"{office.content / relative}\nWhen the check at the door is passed, set "
        "Checked and Status: approved."
    )


@audit_group.command("verify")
def audit_verify() -> None:
    """Walk the whole audit chain.

    Exits with 1 and names the first entry that does not fit.
    """
    with current_office().database.reading() as session:
        broken = audit.verify(session)
        head = audit.head(session)
    if broken:
        raise click.ClickException(f"Entry {broken.number}: {broken.says}.")
    click.echo(f"Every entry fits. Head {head}")


@click.command("publish", cls=Command)
@click.option(
    "--verify",
    is_flag=True,
    help="Compare a build from nothing with what is served, and make again what "
    "differs; exits with 1 when it did.",
)
@click.option("--resume", is_flag=True, help="End a rollback.")
@click.option(
    "--confirm-removals",
    metavar="COMMUNITY",
    help="The held files of this community were meant to go.",
)
@with_appcontext
def publish(verify: bool, resume: bool, confirm_removals: str | None) -> None:
    """Publish now.

    With a publisher at work it is asked, and waited for; exits with 1 when nothing came
    of it.
    """
    office = current_office()
    if verify:
        _verify()
        return
    by: dict[str, Any] = {"actor": COMMAND_LINE, "now": office.clock.now()}
    with office.database.writing() as session:
        if resume:
            publishing.go_on(session, office, **by)
        if confirm_removals:
            references = read_json(office.accepted / "held.json").get(confirm_removals)
            if not references:
                raise click.ClickException(f"Nothing of {confirm_removals} is held.")
            publishing.confirm_removals(
                session, office, confirm_removals, references, **by
            )
        rebuilds.ask(session, "command", office.clock.now())
    _run_or_wait()


def _run_or_wait() -> None:
    office = current_office()
    with _publisher(office) as publisher:
        if publisher is None:
            _wait()
            return
        publisher.tell = _show
        publisher.cycle("command")
        _show("")
    _say_failure(office)
    current = Site(office.site).current()
    click.echo(f"Published; release {current.number if current else 0} is served.")


@contextmanager
def _publisher(office: Office) -> Iterator[Publisher | None]:
    """A publisher of our own; None while another is at work."""
    office.site.mkdir(parents=True, exist_ok=True)
    with alone(office.data / "publisher.lock") as is_alone:
        yield Publisher(office, logs.configure()) if is_alone else None


def _say_failure(office: Office) -> None:
    if (office.data / "build-failure.json").exists():
        raise click.ClickException(
            (office.data / "build-failure.json").read_text(encoding="utf-8")
        )


def _show(words: str) -> None:
    """How far it is, on one line that is written over; nothing where nobody sees it."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{words}", nl=False, err=True)


def _wait() -> None:
    """Until the publisher took every request; it keeps working when we stop waiting."""
    office = current_office()
    deadline = time.monotonic() + PATIENCE
    last = None
    while time.monotonic() < deadline:
        at_work = read_json(office.data / "publisher.json").get("at_work")
        if at_work and at_work != last:
            last = at_work
            deadline = time.monotonic() + PATIENCE
        _show(progress.words(at_work))
        with office.database.reading() as session:
            if not rebuilds.due(session):
                _show("")
                click.echo("The publisher took it.")
                return
        time.sleep(0.2)
    raise click.ClickException(
        "The publisher did not answer within two minutes; see /app/healthz."
    )


def _verify() -> None:
    office = current_office()
    current = Site(office.site).current()
    if current is None:
        raise click.ClickException("Nothing is published yet.")
    try:
        different = selfcheck.compare(office)
    except selfcheck.Void:
        raise click.ClickException(
            "Something was published meanwhile; run this again."
        ) from None
    except BuildFailed as error:
        raise click.ClickException(str(error)) from None
    if not different:
        click.echo(
            f"Release {current.number} is what a build from nothing gives, byte for byte."
        )
        return
    for path in different:
        click.echo(path)
    with _publisher(office) as publisher:
        if publisher:
            publisher.repair()
        else:
            with office.database.writing() as session:
                rebuilds.ask(session, SELF_CHECK, office.clock.now())
    raise click.ClickException(
        f"{len(different)} files differed from a build from nothing. They are made "
        "again; both versions are kept in "
        f"{office.data / 'self-check'}."
    )


@click.command("rollback", cls=Command)
@click.argument("number", type=int)
@with_appcontext
def rollback(number: int) -> None:
    """Show the pages of release NUMBER until `publish --resume`; the list always shows
    now. Exits with 1 if not kept.
    """
    office = current_office()
    try:
        with office.database.writing() as session:
            publishing.roll_back(
                session, office, number, actor=COMMAND_LINE, now=office.clock.now()
            )
    except NotReleased as error:
        raise click.ClickException(str(error)) from None
    _run_or_wait()


@click.command("migrate", cls=Command)
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest form; does nothing when it is."""
    db.migrate(current_office().config.database_url)


def init_app(app: Flask) -> None:
    for command in (
        staff,
        content,
        audit_group,
        publish,
        rollback,
        migrate,
        hints,
        messages,
        rounds,
        rotate_keys,
        *keeping.COMMANDS,
    ):
        app.cli.add_command(command)
