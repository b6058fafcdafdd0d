"""A storm over a running office: its processes are killed and stopped, one after another.

What was killed is started again by whoever keeps it: the web server its workers, the
supervisor the web server and the publisher, and this, as systemd would, the supervisor.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from forms_app.base.processes import is_stopped
from tests import supervised
from tests.conftest import PROJECT
from tests.publishing.served import children_of

SUPERVISOR = "supervisor"
WEB = "web server"
WORKER = "worker"
PUBLISHER = "publisher"
MODULES = {WEB: b"forms_app.web", PUBLISHER: b"forms_app.publishing.service.process"}
KILLS = {WORKER: 6, WEB: 4, PUBLISHER: 6, SUPERVISOR: 4}
STOPS = {WORKER: 4, WEB: 2, PUBLISHER: 3, SUPERVISOR: 1}
# seconds
BETWEEN = (0.5, 3.0)
CALM_AT_MOST = 12.0
NOBODY_ENDS_A_SUPERVISOR = 15.0
THERE_WITHIN = 240.0
# One that is stopped before it has said with whom it ends, outlives them.
BEGUN_AFTER = 0.3
GETS_ON = 5  # submissions between two blows, so that the storm is among them


@dataclass(frozen=True)
class Size:
    """`each`: how often each visitor registers, applies and reports; `files`: how many are
    edited on each host, `edits` times each.
    """

    visitors: int
    each: int
    files: int
    edits: int = 5


SIZES = {"usual": Size(6, 17, 12), "full": Size(32, 21, 24)}
SIZE = SIZES[os.environ.get("KAIGONG_STORM", "usual")]


@dataclass(frozen=True)
class Blow:
    """A signal for one of the processes."""

    victim: str
    number: signal.Signals


@dataclass(frozen=True)
class Dealt:
    """A blow that hit a process of one of the hosts. `at`: monotonic."""

    blow: Blow
    host: int
    pid: int
    at: float

    @property
    def is_left_stopped(self) -> bool:
        stops = self.blow.number == signal.SIGSTOP
        return stops and self.blow.victim != SUPERVISOR


@dataclass(frozen=True)
class Place:
    """Where an office runs: at which address of this machine, and what brings a thread to
    its network.
    """

    host: str = "127.0.0.1"
    inside: Callable[[], AbstractContextManager[None]] = nullcontext


HERE = Place()


def blows() -> list[Blow]:
    """All of them, in an order that is the same each time."""
    kinds = ((KILLS, signal.SIGKILL), (STOPS, signal.SIGSTOP))
    every = [
        Blow(victim, number)
        for times, number in kinds
        for victim, count in times.items()
        for _ in range(count)
    ]
    random.Random(3).shuffle(every)
    return every


class Running:
    """An office whose supervisor is started again whenever it ends."""

    def __init__(
        self, folder: Path, place: Place, log: Path, settings: Mapping[str, str]
    ) -> None:
        self.settings = settings
        self.place = place
        with place.inside():
            port = supervised.free_port(place.host)
        self.command = supervised.command(folder, port, host=place.host)
        self.address = f"http://{place.host}:{port}"
        self.log = log
        self.ending = threading.Event()
        self.process = self._start()
        self.keeper = threading.Thread(target=self._keep)
        self.keeper.start()

    def _start(self) -> subprocess.Popen:
        environment = {**os.environ, "KAIGONG_TRUSTED_PROXIES": "1", **self.settings}
        with self.log.open("ab") as log, self.place.inside():
            return subprocess.Popen(
                self.command, cwd=PROJECT, env=environment, stdout=log, stderr=log
            )

    def _keep(self) -> None:
        while not self.ending.wait(0.2):
            if self.process.poll() is not None:
                self.process = self._start()

    def end(self) -> None:
        self.ending.set()
        self.keeper.join()
        self.process.terminate()
        self.process.wait(60)

    def cut_off_from_power(self) -> None:
        """All of it is gone at once, and stays so."""
        self.ending.set()
        self.keeper.join()
        parts = [self.process.pid, *children_of(self.process.pid)]
        for pid in [*parts, *self._all(WORKER)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def pids(self, victim: str) -> list[int]:
        """Those that could be hit now: one that is stopped was hit already."""
        with suppress(OSError):  # it ended meanwhile
            return [pid for pid in self._all(victim) if not is_stopped(pid)]
        return []

    def _all(self, victim: str) -> list[int]:
        if victim == SUPERVISOR:
            return [self.process.pid]
        if victim == WORKER:
            return [pid for server in self._all(WEB) for pid in children_of(server)]
        module = MODULES[victim]
        children = children_of(self.process.pid)
        return [pid for pid in children if module in _words(pid)]


def _words(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


@contextmanager
def running(
    folder: Path,
    log: Path,
    settings: Mapping[str, str] | None = None,
    place: Place = HERE,
) -> Iterator[Running]:
    office = Running(folder, place, log, settings or {})
    try:
        yield office
    finally:
        office.end()


def rage(
    hosts: Sequence[Running],
    count: Callable[[], int],
    say: Callable[[str], None],
    half_way: Callable[[], None] = lambda: None,
) -> list[Dealt]:
    """Deal all blows, each to one of the hosts; gives them.

    `count` tells how many submissions there are.
    """
    chance = random.Random(4)
    dealt: list[Dealt] = []
    every = blows()
    for number, blow in enumerate(every, 1):
        _wait_for_submissions(count)
        time.sleep(chance.uniform(*BETWEEN))
        where = chance.randrange(len(hosts))
        pid = _hit(hosts[where], blow, chance)
        dealt.append(Dealt(blow, where, pid, time.monotonic()))
        what = f"{blow.number.name} of the {blow.victim}"
        say(f"{number}: {what} of host {where + 1}, after {count()}")
        if blow == Blow(SUPERVISOR, signal.SIGSTOP):
            time.sleep(NOBODY_ENDS_A_SUPERVISOR)
            os.kill(pid, signal.SIGCONT)
        if number == len(every) // 2:
            half_way()
    return dealt


def _wait_for_submissions(count: Callable[[], int]) -> None:
    """However slow the machine is, unless two blows together keep everybody out."""
    enough = count() + GETS_ON
    deadline = time.monotonic() + CALM_AT_MOST
    while count() < enough and time.monotonic() < deadline:
        time.sleep(0.1)


def _hit(office: Running, blow: Blow, chance: random.Random) -> int:
    """Which process it was."""
    deadline = time.monotonic() + THERE_WITHIN
    while True:
        before = office.pids(blow.victim)
        time.sleep(BEGUN_AFTER)
        there = [pid for pid in office.pids(blow.victim) if pid in before]
        if there:
            pid = chance.choice(there)
            with suppress(ProcessLookupError):
                os.kill(pid, blow.number)
                return pid
        assert time.monotonic() < deadline, f"there is no {blow.victim} any more"
