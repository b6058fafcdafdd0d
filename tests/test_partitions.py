"""Any two parts of an office on two hosts are cut off from each other for half a minute, and on each host a shop is revoked
meanwhile: what people read on either, and when; a table of it is printed, as /help/operator/ has it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import select

from forms_app.base.contentfile.write import write_aside
from forms_app.base.office import Office
from forms_app.base.personal import new_code
from forms_app.base.publisher_lease import Lease, holder_of
from tests import doors, separate_hosts, storm
from tests.doors import Door, Doors, Says, watched
from tests.namespaces import CLIENTS, Network
from tests.publishing.test_accept import GOOD, REFERENCE, path_of
from tests.publishing.test_crash import REVOKED
from tests.separate_hosts import (
    HOSTS,
    PRIMARY,
    STANDBY,
    STORE,
    database_url,
    net,
    servers,
    shared,
)
from tests.test_storm import say, wait_until, without_requests
from tests.test_storm_of_hosts import is_one_site

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgresql_only(reason="SQLite is on one machine"),
]
__all__ = ["database_url", "net", "say", "servers", "shared"]  # fixtures
PUBLISHES = "the host that publishes"
FOLLOWS = "the host that follows"
DATABASE = (PRIMARY, STANDBY)
# seconds
CUT_FOR = 30.0
SAVED_AFTER = 5.0
SETTLES_WITHIN = 12.0
KNOWN_WITHIN = 10.0
# Who hears nothing for half a minute says so.
UNKNOWN_AFTER = 31.0
HEALED_WITHIN = 60.0  # then something is wrong, however slow the machine is


@dataclass(frozen=True)
class Cut:
    """Between one part and others; a host is named by what it does."""

    one: str
    others: tuple[str, ...]

    def says(self) -> str:
        others = self.others
        if DATABASE[0] in others and len(others) > 1:
            others = ("database", *others[2:])
        return f"{self.one} – {' and '.join(others)}"

    def is_alone(self, host: str) -> bool:
        """Whether a host reaches neither the database nor the store."""
        return self.one == host and {*DATABASE, STORE} <= {*self.others}


CUTS = [
    *(
        Cut(host, others)
        for host in (PUBLISHES, FOLLOWS)
        for others in (DATABASE, (STORE,), (*DATABASE, STORE))
    ),
    Cut(PRIMARY, (STANDBY,)),
    Cut(PUBLISHES, (FOLLOWS,)),
    Cut(CLIENTS, (PUBLISHES,)),
]


@dataclass(frozen=True)
class Row:
    """Of the table: a shop that was revoked on one host during a cut, and its page on both."""

    cut: Cut
    saved_on: str
    seen: dict[str, Door]
    healed: float  # monotonic

    def words(self) -> str:
        told = [f"{self.cut.says():58} revoked on {self.saved_on}"]
        healed = self.healed - self.seen[PUBLISHES].saved
        told += [f"    {host}: {door.told()}" for host, door in self.seen.items()]
        return "\n".join([*told, f"    healed after {healed:.1f} s"])

    def check(self) -> None:
        for host, door in self.seen.items():
            if host == self.saved_on or not self._is_alone():
                assert door.valid_for <= KNOWN_WITHIN, (host, self.words())
            elif self.cut.is_alone(host):
                assert door.valid_for <= UNKNOWN_AFTER, (host, self.words())
            assert door.last_valid < self.healed + KNOWN_WITHIN, (host, self.words())
            assert Says.UNKNOWN not in {says for _at, says in door.seen}, self.words()

    def _is_alone(self) -> bool:
        """Whether one of the hosts hears nothing of the other."""
        return any(map(self.cut.is_alone, (PUBLISHES, FOLLOWS)))


@dataclass
class Pair:
    """Two hosts of one office, which of them publishes, and their shops."""

    net: Network
    offices: Sequence[Office]
    running: Sequence[storm.Running]
    doors: Sequence[Doors]

    def roles(self) -> dict[str, int]:
        """Which of the two does what now."""
        office = self.offices[0]
        with office.database.reading() as session:
            holder = session.scalars(select(Lease.holder)).one()
        holders = [holder_of(one.data) for one in self.offices]
        publishes = holders.index(holder)
        return {PUBLISHES: publishes, FOLLOWS: 1 - publishes}

    @contextmanager
    def cut(self, cut: Cut, roles: dict[str, int]) -> Iterator[None]:
        names = {role: HOSTS[number] for role, number in roles.items()}
        one, *others = (names.get(part, part) for part in (cut.one, *cut.others))
        with self.net.cut(one, *others):
            yield

    def approve(self, references: Sequence[str]) -> None:
        for reference in references:
            text = GOOD.replace(REFERENCE, reference)
            write_aside(path_of(self.offices[0], reference), text.encode())
        wait_until(partial(self.are_valid, references))

    def are_valid(self, references: Sequence[str]) -> bool:
        return all(
            doors.ask(one.address, reference) == Says.VALID
            for one in self.running
            for reference in references
        )

    def revoke(self, reference: str, host: int) -> None:
        text = REVOKED.replace(REFERENCE, reference).encode()
        write_aside(path_of(self.offices[host], reference), text)
        now = time.monotonic()
        for one in self.doors:
            one.add(reference, now)

    def rows(self, cut: Cut) -> list[Row]:
        """Make the cut, revoke a shop on each host, heal it, wait until all is as before."""
        shops = {role: f"QT-{new_code(6)}" for role in (PUBLISHES, FOLLOWS)}
        self.approve([*shops.values()])
        roles = self.roles()
        with self.cut(cut, roles):
            time.sleep(SAVED_AFTER)
            for role, reference in shops.items():
                self.revoke(reference, roles[role])
            time.sleep(CUT_FOR - SAVED_AFTER)
        healed = time.monotonic()
        for one in self.doors:
            one.wait(HEALED_WITHIN)
        wait_until(partial(is_one_site, self.offices))
        time.sleep(SETTLES_WITHIN)
        return [
            Row(
                cut,
                saved_on,
                {role: self.doors[roles[role]].doors[reference] for role in roles},
                healed,
            )
            for saved_on, reference in shops.items()
        ]


@pytest.fixture
def pair(office, other, shared, net, servers, tmp_path) -> Iterator[Pair]:
    hosts = (office, other)
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    places = separate_hosts.places(net)
    try:
        with ExitStack() as stack:
            running = [
                stack.enter_context(
                    storm.running(one.config.office, log, shared, place)
                )
                for one, log, place in zip(hosts, logs, places, strict=True)
            ]
            seen = stack.enter_context(watched(running))
            yield Pair(net, hosts, running, seen)
    finally:
        for log in logs:
            print(*without_requests(log), sep="\n")


def test_what_is_taken_away_while_two_parts_are_cut_off_from_each_other(
    pair: Pair, say: Callable[[str], None]
) -> None:
    rows = []
    for cut in CUTS:
        for row in pair.rows(cut):
            say(row.words())
            rows.append(row)
    print(*(row.words() for row in rows), sep="\n")
    for row in rows:
        row.check()


def test_where_the_host_that_publishes_is_gone_the_other_one_does_so_in_ten_seconds(
    pair: Pair, say: Callable[[str], None]
) -> None:
    reference = f"QT-{new_code(6)}"
    pair.approve([reference])
    time.sleep(SETTLES_WITHIN)
    roles = pair.roles()
    pair.running[roles[PUBLISHES]].cut_off_from_power()
    pair.revoke(reference, roles[FOLLOWS])
    door = pair.doors[roles[FOLLOWS]]
    door.wait(HEALED_WITHIN)
    say(
        f"{door.doors[reference].valid_for:.1f} s valid; {door.doors[reference].told()}"
    )
    assert door.doors[reference].valid_for <= KNOWN_WITHIN
