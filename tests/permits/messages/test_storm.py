"""Decisions while gateway and mail server are slow, away, answering nonsense and killed, and the sender is killed in between: each enterprise is told once or shown as unclear."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base.clock import real_now
from forms_app.base.office import Office
from forms_app.permits.enterprises.content import EnterpriseFile, Kind, Status
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.messages import sender
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.messages.rules import State
from forms_app.permits.resumption.ingest import FileChange, Rows, apply
from forms_app.permits.resumption.models import Call
from tests.conftest import NOW, PROJECT, TestClock
from tests.permits.messages.conftest import registered
from tests.permits.messages.standin import Server
from tests.rule_files import CAMPAIGN

MOODS = (
    "fine",
    "fine fine fine slow",
    "fine nonsense",
    "fine later",
    "fine fine no",
    "fine cut fine 500",
    "slow",
)
PATIENCE = 30  # seconds until a sender that was begun asks somebody
ROUNDS = 40  # in which what was put off is sent


def decision(number: int, reference: str) -> FileChange:
    """What the publisher follows when somebody suspends or approves."""
    status = Status.SUSPENDED if number % 3 else Status.APPROVED
    after = EnterpriseFile(
        reference=reference,
        revision=1,
        title="示例",
        kind=Kind.SHOP,
        community="qiantou",
        grid="qiantou-2",
        status=status,
        since=NOW.date(),
        basis="resumption-2020-08",
        reason="消防通道堵住了" if status is Status.SUSPENDED else "",
        campaign=CAMPAIGN,
    )
    return FileChange(
        sequence=number,
        campaign=CAMPAIGN,
        reference=reference,
        before=None,
        after=after,
        checking=False,
        cleared=False,
        new_hash=None,
        author="test",
        at=NOW,
    )


@dataclass
class Storm:
    """`changed`: by old number, when an enterprise had another one."""

    office: Office
    servers: tuple[Server, Server]
    dice: random.Random = field(default_factory=lambda: random.Random(5))
    changed: dict[str, float] = field(default_factory=dict)

    def decide(self, numbers: range, references: list[str]) -> None:
        with self.office.database.writing() as session:
            rows = Rows.of(session, references)
            for number in numbers:
                change = decision(number, references[number])
                apply(session, self.office, change, NOW, rows)

    def change_a_number(self, reference: str) -> None:
        with self.office.database.writing() as session:
            unit = by_reference(session, reference)
            old = unit.contact_phone
            unit.contact_phone = f"139{old[3:]}"
        self.changed[old] = time.time()

    def blow(self) -> None:
        """Each server changes its mood, and one of three is away."""
        for server in self.servers:
            server.feel(self.dice.choice(MOODS))
            server.kill()
            if self.dice.random() < 0.67:
                server.start()

    def send_and_be_killed(self) -> None:
        """A sender of its own, killed as soon as somebody has heard of it."""
        before = self.heard_of()
        process = subprocess.Popen(
            [sys.executable, "-m", "forms_app", "message", "send"],
            cwd=PROJECT,
            env={"KAIGONG_OFFICE": str(self.office.config.office), "PATH": ""},
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and self.heard_of() <= before:
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        process.kill()
        process.wait()

    def heard_of(self) -> int:
        return sum(len(server.heard) for server in self.servers)

    def calm_down(self, app) -> None:
        """Everything answers again; what was put off is sent when its time has come."""
        for server in self.servers:
            server.feel("fine")
            server.kill()
            server.start()
        for later in range(1, ROUNDS):
            moment = real_now() + timedelta(hours=5 * later)
            moved = replace(self.office, clock=TestClock(moment=(moment,)))
            with app.app_context():
                if not sender.run(moved):
                    return


@pytest.fixture
def storm(telling, gateway, mail) -> Storm:
    return Storm(telling, (gateway, mail))


@pytest.mark.walk
@pytest.mark.sqlite_only("the sender and its killing are the same on both")
@pytest.mark.parametrize(
    ("many", "at_a_time"), [(40, 10), pytest.param(500, 25, marks=pytest.mark.long)]
)
def test_each_is_told_once_or_shown_as_unclear_and_nobody_is_lost(
    many, at_a_time, storm, app
) -> None:
    office = storm.office
    with office.database.writing() as session:
        references = registered(session, office, many)
        for number, reference in enumerate(references):
            if number % 2:
                unit = by_reference(session, reference)
                address = f"shop{number}@example.org"
                choice = MessageChoice(
                    enterprise_id=unit.id, email=address, changed_at=NOW
                )
                session.add(choice)
    for start in range(0, many, at_a_time):
        chunk = range(start, start + at_a_time)
        storm.decide(chunk, references)
        storm.blow()
        if start % (2 * at_a_time) == 0:
            storm.send_and_be_killed()
        else:
            with app.app_context():
                sender.run(office)
        storm.change_a_number(references[storm.dice.choice(chunk)])
    storm.calm_down(app)
    judge(storm, many)


def judge(storm: Storm, many: int) -> None:
    with storm.office.database.reading() as session:
        messages = list(session.scalars(select(Message)))
        calls = list(session.scalars(select(Call)))
    assert len(calls) == many
    assert len(messages) == many + many // 2
    states = Counter(message.state for message in messages)
    assert set(states) <= {State.SENT, State.UNCLEAR, State.FAILED}, states
    assert states[State.SENT] > len(messages) / 2, states
    came = Counter[int]()
    for heard in (one for server in storm.servers for one in server.heard):
        came[number_of(heard["id"])] += heard["taken"]
        assert heard["at"] < storm.changed.get(heard["to"], heard["at"] + 1)
    for message in messages:
        arrived = came[message.id]
        assert arrived <= 1, "told twice"
        assert message.state != State.SENT or arrived == 1, "not told"
        assert message.state != State.FAILED or arrived == 0, "told after all"
    told = {one.event for one in messages if one.state == State.SENT}
    for call in calls:
        assert (call.done_at is not None) == (f"call/{call.id}" in told)


def number_of(id: str) -> int:
    """The number of the message that one of the servers was given."""
    return int(id.partition("@")[0].rpartition("-")[2])
