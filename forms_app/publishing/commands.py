"""`publish` and `rollback`: the public site from the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from forms_app.base import logs, progress, rebuilds
from forms_app.base.commands import COMMAND_LINE, Command, show
from forms_app.base.jsonfiles import read_json
from forms_app.base.lock import alone
from forms_app.base.office import Office, current_office
from forms_app.base.processes import is_alive
from forms_app.base.running import run_of
from forms_app.publishing import operations as publishing
from forms_app.publishing.intake.removals import HELD
from forms_app.publishing.release.log_line import LogDamaged
from forms_app.publishing.release.site import Differences, NotReleased, Site
from forms_app.publishing.release.state import Paths, State
from forms_app.publishing.release.wanted import LOG, Wanted
from forms_app.publishing.service import selfcheck
from forms_app.publishing.service.publisher import SELF_CHECK, Publisher
from forms_app.publishing.site.build import BuildFailed

PATIENCE = 120.0  # seconds that a publisher may be silent
ATTEMPTS = 5
CALM = 2.0  # seconds until the next of them


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
            _confirm(session, office, confirm_removals, by)
        rebuilds.ask(session, "command", office.clock.now())
    _run_or_wait()


def _confirm(
    session: Session, office: Office, community: str, by: dict[str, Any]
) -> None:
    """What is held of a community, in whatever campaign.

    Raises:
        ClickException: nothing is.
    """
    held: dict[str, list[str]] = read_json(office.accepted / HELD)
    areas = [area for area in held if area.partition("/")[2] == community]
    if not areas:
        raise click.ClickException(f"Nothing of {community} is held.")
    for area in areas:
        publishing.confirm_removals(session, office, area, held[area], **by)


def _run_or_wait() -> None:
    office = current_office()
    with _publisher(office) as publisher:
        if publisher is None:
            _wait()
            return
        publisher.heartbeat.tell = show
        publisher.cycle("command")
        show("")
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
        show(progress.words(at_work))
        with office.database.reading() as session:
            if not rebuilds.due(session):
                show("")
                click.echo("The publisher took it.")
                return
        time.sleep(0.2)
    raise click.ClickException(
        "The publisher did not answer within two minutes; see /app/healthz."
    )


def _wait_until_ready(office: Office) -> None:
    """A publisher that was just started, by another version perhaps, first makes what is
    new; until it has, what is served is not meant to be what a build from nothing gives.
    """
    deadline = time.monotonic() + PATIENCE
    while run_of(office.config.office) and time.monotonic() < deadline:
        beat = read_json(office.data / "publisher.json")
        if beat.get("ready_after") is not None and is_alive(beat["pid"]):
            break
        if beat.get("at_work"):
            deadline = time.monotonic() + PATIENCE
        show(progress.words(beat.get("at_work")))
        time.sleep(0.2)
    show("")


def _verify() -> None:
    _wait_until_ready(current_office())
    office = selfcheck.as_published(current_office())
    site = Site(office.site)
    was_damaged = _make_log_anew(office, site)
    if not site.log.state().number:
        raise click.ClickException("Nothing is published yet.")
    before, found = _compared(office, site)
    if was_damaged:
        click.echo(f"{site.log.file} was damaged; it is made anew.")
    if found.paths:
        _repair(office, site, found, before.paths)
    if was_damaged:
        raise click.exceptions.Exit(1)
    click.echo(
        f"Release {before.number} is what a build from nothing gives, byte for byte."
    )


def _compared(office: Office, site: Site) -> tuple[State, Differences]:
    """What is served, and in what a build from nothing differs from it. What was
    published meanwhile makes it void, and it is looked at again.

    Raises:
        ClickException: there is no build from nothing, or it was void every time.
    """
    for _attempt in range(ATTEMPTS):
        before = site.log.state()
        try:
            return before, selfcheck.compare(office)
        except selfcheck.Void:
            time.sleep(CALM)
        except BuildFailed as error:
            raise click.ClickException(str(error)) from None
    raise click.ClickException("Something was published meanwhile; run this again.")


def _make_log_anew(office: Office, site: Site) -> bool:
    """If it is damaged; says whether it was."""
    try:
        site.log.state()
    except LogDamaged:
        pass
    else:
        return False
    with _publisher(office) as publisher:
        if publisher:
            publisher.cycle("command")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(LogDamaged):
            site.log.state()
            return True
        Wanted(site.folder).ask(LOG)
        time.sleep(1.0)
    raise click.ClickException(
        f"{site.log.file} is damaged, and the publisher has not made it anew; see "
        "/app/healthz."
    )


def _repair(office: Office, site: Site, found: Differences, before: Paths) -> None:
    """Have it made again, and look whether it is.

    Raises:
        ClickException: always, since something differed.
    """
    for path in found.paths:
        click.echo(path)
    kept = f"Both versions are kept in {office.data / 'self-check'}."
    number = len(found.paths)
    with _publisher(office) as publisher:
        if publisher:
            publisher.repair()
            publisher.later.settle()
        else:
            with office.database.writing() as session:
                rebuilds.ask(session, SELF_CHECK, office.clock.now())
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if selfcheck.is_repaired(site, found, before):
            raise click.ClickException(
                f"{number} files differed from a build from nothing. They are made "
                f"again. {kept}"
            )
        time.sleep(0.2)
    raise click.ClickException(
        f"{number} files differed from a build from nothing, and not all of them are "
        f"made again yet; see /app/healthz. {kept}"
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
