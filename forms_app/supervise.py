"""Running an office: lays one out, makes the demo, starts the web server and the
publisher and keeps both alive.

Called by scripts/run.py. Stops both cleanly on Ctrl-C and TERM; they end with it even
when it is killed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from forms_app import fresh
from forms_app.base import background, db, identity, progress, pulse
from forms_app.base.clock import OfficeClock
from forms_app.base.commands import says
from forms_app.base.config import Config, ConfigError
from forms_app.base.feature import parts
from forms_app.base.jobs.job import Job
from forms_app.base.jobs.keeper import Keeper
from forms_app.base.jsonfiles import read_json
from forms_app.base.keys import KeysMissing
from forms_app.base.launcher import write_launcher
from forms_app.base.office import Office
from forms_app.base.processes import Child
from forms_app.base.running import running
from forms_app.features import FEATURES, metadata
from forms_app.fresh import CannotLayOut
from forms_app.preflight import CannotStart, check
from forms_app.publishing.service.watchdog import Watchdog
from forms_app.roles import Role, commands, must_be_possible, role_of

READY_WITHIN = 90.0  # seconds without getting on
SAY_EVERY = 5.0
AGAIN_AFTER = 10.0  # seconds between two tries at a database that is away
STOP_WITHIN = 15.0


def _settle(office: Office) -> db.DatabaseAway | None:
    """Bring the tables to their newest form, or tell why the database cannot be used."""
    try:
        identity.settle(office, metadata)
    except db.DatabaseAway as away:
        return away
    finally:
        office.database.close()
    return None


def _settle_when_it_is_back(office: Office, stopping: threading.Event) -> None:
    while not stopping.wait(AGAIN_AFTER):
        if _settle(office) is None:
            print("The database is back.", flush=True)
            return


@dataclass(frozen=True)
class Start:
    """How an office is started: `accounts` of a demo; `is_away`: without its database,
    which is brought to its newest form when it is back.
    """

    environment: dict[str, str]
    accounts: Sequence[tuple[str, str, str]] = ()
    role: Role = Role.ALL
    is_away: bool = False


def run(office: Office, start: Start) -> None:
    """Start what the role is made of, say when it is ready, keep it alive until TERM."""
    config = office.config
    folder = config.office
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if start.is_away:
        waiting = partial(_settle_when_it_is_back, office, stopping)
        background.begin("the database", waiting, stopping)
    children = [
        Child(name, command, start.environment)
        for name, command in commands(start.role).items()
    ]
    watchdog = Watchdog(children[-1], folder / "data")
    keep_alive = partial(_keep_alive, children, watchdog, stopping)
    try:
        address = f"http://{config.host}:{config.port}"
        if not start.role.serves:
            _wait_until_at_work(folder, children[-1], keep_alive, stopping)
            print(f"Content files: {folder / 'content'}\nAt work.", flush=True)
        elif _wait_until_served(folder, address, keep_alive, stopping):
            _say_ready(folder, address, start.accounts)
        keeper = Keeper(_jobs(start.role), office, start.environment)
        while not stopping.wait(0.5):
            keep_alive()
            keeper.look()
        keeper.stop()
    finally:
        deadline = time.monotonic() + STOP_WITHIN
        for child in children:
            child.stop()
        for child in children:
            child.wait(deadline)
        print("Stopped.", flush=True)


def _jobs(role: Role) -> list[Job]:
    """Those of the office are for hosts that publish."""
    every: list[Job] = list(parts(FEATURES, "jobs"))
    return [one for one in every if role.publishes or one.of_each_host]


def _keep_alive(
    children: list[Child], watchdog: Watchdog, stopping: threading.Event
) -> None:
    watchdog.look()
    for child in children:
        child.keep_alive(stopping)


def _wait_until_at_work(
    folder: Path,
    publisher: Child,
    keep_alive: Callable[[], None],
    stopping: threading.Event,
) -> None:
    """That it publishes, or stands by, is told by its pulse."""
    while not stopping.wait(0.2):
        keep_alive()
        told = pulse.read(folder / "data")
        if told and told.process == publisher.process.pid:
            return


def _wait_until_served(
    folder: Path,
    address: str,
    keep_alive: Callable[[], None],
    stopping: threading.Event,
) -> bool:
    """The first start of a large office takes minutes: it is waited for as long as it
    gets on.
    """
    deadline = time.monotonic() + READY_WITHIN
    last = None
    said = 0.0
    while time.monotonic() < deadline:
        keep_alive()
        at_work = read_json(folder / "data" / "publisher.json").get("at_work")
        if at_work and at_work != last:
            last = at_work
            deadline = time.monotonic() + READY_WITHIN
            if time.monotonic() - said > SAY_EVERY:
                said = time.monotonic()
                print(progress.words(at_work), flush=True)
        try:
            with urllib.request.urlopen(f"{address}/", timeout=5):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            if stopping.wait(0.2):
                return False
    raise CannotStart(
        f"Nothing is served on {address}, and the publisher has not got on for "
        f"{READY_WITHIN:.0f} seconds; "
        "what it says stands above."
    )


def _say_ready(
    folder: Path, address: str, accounts: Sequence[tuple[str, str, str]]
) -> None:
    if accounts:
        print("Accounts of the demo, for the demo alone:")
    for name, password, role in accounts:
        print(f"  {role:12} {name:20} {password}")
    print(f"Content files: {folder / 'content'}\nReady: {address}", flush=True)


def main(words: list[str]) -> None:
    """`new FOLDER`, or `demo` or `run FOLDER [HOST [PORT [ROLE]]]`; "" for what is not
    said.
    """
    folder = Path(words[1])
    said = dict(zip(("KAIGONG_HOST", "KAIGONG_PORT"), words[2:4], strict=False))
    environment = {
        **os.environ,
        **{name: word for name, word in said.items() if word},
        "KAIGONG_OFFICE": str(folder),
    }
    try:
        if words[0] == "new":
            with _told(folder):
                fresh.lay_out(folder, OfficeClock().today())
        else:
            role = role_of(words[4] if len(words) > 4 else "")
            _start(folder, environment, role, is_demo=words[0] == "demo")
    except (CannotStart, CannotLayOut, ConfigError, KeysMissing) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except db.DatabaseAway as away:
        print(says(away), file=sys.stderr)
        sys.exit(2)


def _start(
    folder: Path, environment: dict[str, str], role: Role, is_demo: bool
) -> None:
    config = Config.from_environ(environment)
    must_be_possible(role, config, is_demo)
    accounts: list[tuple[str, str, str]] = []
    if is_demo:
        from forms_app import sample

        with _told(folder):
            accounts = sample.make(folder, lambda says: print(says, flush=True))
    check(folder, config.host, config.port if role.serves else None)
    with _told(folder):
        write_launcher(folder)
        office = Office.open(config, is_served=True)
    if away := _settle(office):
        print(
            f"{says(away)}\nThe public site is served without it; the forms open "
            "when it is back.",
            flush=True,
        )
    with running(folder, f"http://{config.host}:{config.port}"):
        run(office, Start(environment, accounts, role, away is not None))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """A folder that cannot be written is said in a sentence.

    Raises:
        CannotStart: it names what could not be written.
    """
    try:
        yield
    except OSError as error:
        raise CannotStart(
            f"{error.filename or folder} cannot be written "
            f"({error.strerror or 'see its parts'}). Give it to the user that runs "
            "this, or choose another folder."
        ) from None


if __name__ == "__main__":
    main(sys.argv[1:])
