"""The storm over two hosts, each in a network of its own, that share PostgreSQL and an object store: whatever is killed or
stopped on either, also the primary server of the database, what was shown is kept once, both accept and serve the same, and
nothing that was taken away goes on saying that it may open.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import pytest
from sqlalchemy import select

from forms_app.base.fence import Fenced
from forms_app.base.office import Office
from forms_app.base.publisher_lease import Lease, TableFence
from tests import separate_hosts, storm
from tests.cluster import Cluster
from tests.doors import Door, Doors, watched
from tests.publishing import cold
from tests.publishing.test_accept import path_of, told
from tests.separate_hosts import database_url, net, servers, shared
from tests.test_storm import (
    VISITORS,
    Acknowledged,
    check_register,
    edit,
    is_calm,
    say,
    visit,
    wait_until,
    without_requests,
)
from tests.visitor import Phone

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgresql_only(reason="SQLite is on one machine"),
]
__all__ = ["database_url", "net", "say", "servers", "shared"]  # fixtures
# seconds
FAILOVER_AFTER = 3.0  # whoever watches over the database has to notice first
VALID_AT_MOST = 10.0
# A publisher that is killed is started again, or taken over from, within so long.
IN_A_KILL = 20.0


def test_nothing_is_lost_or_doubled_in_a_storm_over_two_hosts(
    office, other, shared, net, servers, tmp_path, say
) -> None:
    hosts = (office, other)
    for one in hosts:
        one.database.close()
    shown = Acknowledged()
    over = threading.Event()
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    try:
        with ExitStack() as stack, ThreadPoolExecutor(VISITORS + 2) as pool:
            running = [
                stack.enter_context(
                    storm.running(one.config.office, log, shared, place)
                )
                for one, log, place in zip(
                    hosts, logs, separate_hosts.places(net), strict=True
                )
            ]
            for one in running:
                shown.until_shown(partial(Phone(one.address, 0).open, "/"))
            say("both serve")
            doors = stack.enter_context(watched(running))
            edits = [
                pool.submit(edit, one, partial(watch, doors, number, say))
                for number, one in enumerate(hosts, 1)
            ]
            visits = [
                pool.submit(visit, running[number % 2].address, number, shown, over)
                for number in range(VISITORS)
            ]
            failover = Failover(servers, say)
            try:
                dealt = storm.rage(running, shown.count, say, failover.run)
                for one in visits:
                    one.result()
                files = {**edits[0].result(), **edits[1].result()}
                say("the storm is over")
                for one in hosts:
                    wait_until(partial(is_calm, one, files, dealt))
                took = wait_until(partial(is_one_site, hosts))
                say(f"both serve the same after {took:.1f} s more")
                for host in doors:
                    host.wait(VALID_AT_MOST)
                kills = [*failover.at, *of_publishers(dealt)]
            finally:
                over.set()
        check(hosts, shown, files)
        check_doors(doors, kills, say)
        say(f"epoch {epoch_of(office)} at the end")
    except BaseException:
        for log in logs:
            print(*without_requests(log), sep="\n")
        raise
    finally:
        say(f"{shown.count()} acknowledged, {len(shown.again)} tries again")


class Failover:
    """The primary server goes, and its standby takes its place. `at`: when."""

    def __init__(self, servers: Cluster, say: Callable[[str], None]) -> None:
        self.servers = servers
        self.say = say
        self.at: list[float] = []

    def run(self) -> None:
        self.at.append(time.monotonic())
        self.servers.kill_primary()
        self.say("the primary server is killed")
        time.sleep(FAILOVER_AFTER)
        self.servers.promote()
        self.say("its standby is promoted")


def watch(
    doors: Sequence[Doors], number: int, say: Callable[[str], None], reference: str
) -> None:
    say(f"{reference} is revoked on host {number}")
    now = time.monotonic()
    for one in doors:
        one.add(reference, now)


def of_publishers(dealt: Sequence[storm.Dealt]) -> list[float]:
    """When a publisher was killed or stopped, or who keeps it."""
    who = (storm.PUBLISHER, storm.SUPERVISOR)
    return [one.at for one in dealt if one.blow.victim in who]


def check_doors(
    doors: Sequence[Doors], kills: Sequence[float], say: Callable[[str], None]
) -> None:
    """None said for long that a shop may open which was revoked. Where publishers were
    killed meanwhile, it is only told: the next kill may come before one has begun.
    """
    calm: list[Door] = []
    in_a_kill: list[Door] = []
    for host in doors:
        for door in host.doors.values():
            (in_a_kill if fell_in(door, kills) else calm).append(door)
    for name, some in (("calm", calm), ("in a kill", in_a_kill)):
        longest = sorted((one.valid_for for one in some), reverse=True)
        told = " ".join(f"{one:.1f}" for one in longest[:8])
        say(f"still valid, {name}: {told} s at the longest of {len(longest)}")
    for number, host in enumerate(doors, 1):
        some = sorted(host.doors.values(), key=lambda one: -one.valid_for)
        for door in some[:6]:
            say(f"{door.reference} on host {number}: {door.told()}")
    assert max((one.valid_for for one in calm), default=0.0) <= VALID_AT_MOST


def fell_in(door: Door, kills: Sequence[float]) -> bool:
    """Whether a publisher was killed shortly before it was saved, or until it was known."""
    until = max(door.last_valid, door.saved)
    return any(door.saved - IN_A_KILL < at < until for at in kills)


def epoch_of(office: Office) -> int:
    with office.database.reading() as session:
        return session.scalars(select(Lease.epoch)).one()


def is_one_site(hosts: tuple[Office, Office]) -> bool:
    """What is released last is on both."""
    try:
        first, second = map(cold.released, hosts)
    except FileNotFoundError:  # it is just replaced
        return False
    return first == second


def check(
    hosts: tuple[Office, Office], shown: Acknowledged, files: dict[str, bytes]
) -> None:
    first = hosts[0]
    check_register(first, shown)
    for one in hosts:
        assert not [reference for reference in files if reference in told(one)]
        saved = {reference: path_of(one, reference).read_bytes() for reference in files}
        assert saved == files, os.fspath(one.content)
        assert not list(one.content.rglob("*~")), "nobody edited what another did"
    late = TableFence(first.database, first.data)
    late.epoch = epoch_of(first) - 1
    assert late.epoch > 0
    with (
        first.database.engine.begin() as connection,
        pytest.raises(Fenced),
        late.within(connection),
    ):
        raise AssertionError
