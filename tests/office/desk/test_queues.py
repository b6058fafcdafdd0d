"""People by every way in, over six communities, with every outcome: each open one stands in exactly one queue, and no day closes over one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forms_app.base.access import Actor, Role
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader, end_of
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.sweeps.rules import FOR_THE_OFFICE, VISITED, Result
from forms_app.office.desk.operations import close_day
from forms_app.office.desk.rules import in_order
from forms_app.office.desk.worklist import due_today, every
from forms_app.people.gates.models import Passage
from forms_app.people.gates.points import gates
from forms_app.people.gates.rules import Outcome as AtGate
from forms_app.people.isolation.models import Alarm, Case
from forms_app.people.rosters import membership, residents
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.models import Person
from forms_app.permits.grid.queries import directory
from tests import backlog
from tests.conftest import NOW

WAYS = ("hand", "paste", "wall", "gate", "door", "phone")
# what the rules say of these: not to stay in, stay in, ask, and ask by symptoms or by not knowing
CAME_FROM = ("福建泉州", "广东深圳", "湖北武汉", "福建厦门", "火星基地", "")
OF_PEOPLE = {"decide", "arrange", "confirm"}
PREFIXES = OF_PEOPLE | {"case", "alarm", "passage", "sweep-unit", "sweep"}


def came(chance: random.Random, number: int) -> dict:
    """What is said of somebody new."""
    days = chance.choice((1, 5, 20))
    return {
        "name": f"示例{number}",
        "phone": f"138{number:08}",
        "stayed": chance.random() < 0.1,
        "origin": "",
        "place": chance.choice(CAME_FROM),
        "arrived_on": chance.choice((None, NOW.date() - timedelta(days=days))),
        "transport": "train",
        "last_day": None,
        "room": "",
        "per_room": None,
        "symptoms": chance.choice((None, False, False, True)),
    }


def somebody(session, office, rules, chance, number: int, firms: dict) -> Person:
    """One person by one of the ways in."""
    by = {"actor": Actor("staff", "x", Role.OFFICE), "now": NOW}
    community = list(directory(office).values())[number % 6]
    way = WAYS[number // 6 % len(WAYS)]
    values = came(chance, number)
    if way in residents.SOURCES:
        where = residents.home(
            office, community.slug, chance.choice(community.grids).slug
        )
        return residents.register(
            session, where, values, source=way, notice="n", rules=rules, **by
        )
    unit = firms.get(community.slug) or firms.setdefault(
        community.slug, backlog.enterprise(session, community.slug, number + 1)
    )
    return membership.join(session, unit, values, source=way, rules=rules, **by)


def what_happens(session, chance, person: Person) -> None:
    """What may happen to somebody: released or not arranged in time, in a case, ill, gone."""
    kind = chance.choice(("nothing", "nothing", "over", "case", "alarm", "left"))
    if kind == "over" and person.outcome in ("home", "designated"):
        person.ends_on = NOW.date() - timedelta(days=chance.choice((0, 1)))
    elif kind == "case" and person.confirmed:
        session.add(backlog.case(person.enterprise, person))
    elif kind == "alarm":
        session.add(backlog.alarm(person.enterprise, person))
    elif kind == "left":
        person.left_on = NOW.date()


def passages(session, office, chance, count: int) -> None:
    for number in range(count):
        gate = chance.choice(list(gates(office)))
        made = Passage(
            point=gate.slug, community=gate.community.slug, client_id=f"passage-{number:06}", kind="vehicle",
            direction="in", reason="daily", plate="闽C12345", vehicle="car", heads=1, outcome=chance.choice(list(AtGate)),
            why="fever", at=NOW, received_at=NOW, by="keeper",
        )  # fmt: skip
        made.handled_at = chance.choice((None, NOW))
        session.add(made)


def sweeps(session, office, chance) -> None:
    for community in directory(office).values():
        results = ["", *Result]
        units = [
            SweepUnit(
                grid=chance.choice(community.grids).slug,
                label="示例楼",
                result=str(result),
                visited_at=NOW if result else None,
            )
            for result in results * 2
        ]
        ended = chance.choice((None, None, NOW))
        session.add(
            Sweep(
                community=community.slug,
                title="排查",
                begun_at=NOW,
                closed_at=ended,
                units=units,
            )
        )


def counted(session) -> Counter[str]:
    """What is open, by SQL alone."""

    def number(*conditions, of=Person) -> int:
        return session.scalar(select(func.count(of.id)).where(*conditions)) or 0

    here = Person.left_on.is_(None)
    has_case = Person.id.in_(select(Case.person_id).where(Case.state == "open"))
    stays = Person.outcome.in_(("home", "designated"))
    is_over = Person.ends_on <= NOW.date()
    going_on = Person.ends_on.is_(None) | (Person.ends_on > NOW.date())
    running = SweepUnit.sweep_id.in_(select(Sweep.id).where(Sweep.closed_at.is_(None)))
    left = SweepUnit.result.not_in(VISITED | FOR_THE_OFFICE)
    return Counter(
        {
            "decide": number(here, Person.confirmed, Person.outcome == "ask")
            + number(here, Person.confirmed, stays, is_over, ~has_case),
            "arrange": number(here, Person.confirmed, stays, going_on, ~has_case),
            "confirm": number(here, ~Person.confirmed, Person.outcome != "none"),
            "case": number(Case.state == "open", of=Case),
            "alarm": number(Alarm.state != "closed", of=Alarm),
            "passage": number(
                Passage.handled_at.is_(None), Passage.outcome != "pass", of=Passage
            ),
            "sweep-unit": number(
                running, SweepUnit.result.in_(FOR_THE_OFFICE), of=SweepUnit
            ),
            "sweep": session.scalar(
                select(func.count(SweepUnit.sweep_id.distinct())).where(running, left)
            )
            or 0,
        }
    )


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="about what the queues share, not about the database")
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.long) for n in range(2, 12))]
)
def test_each_open_one_of_three_hundred_stands_in_exactly_one_queue(
    app, office, seed
) -> None:
    chance = random.Random(seed)
    rules = rulebook(office, NOW.date())
    firms: dict = {}
    with app.test_request_context(), office.database.writing() as session:
        for number in range(300):
            person = somebody(session, office, rules, chance, number, firms)
            what_happens(session, chance, person)
        passages(session, office, chance, 60)
        sweeps(session, office, chance)
        session.flush()
        everybody = Actor("staff", "admin", Role.ADMIN)
        reader = Reader(office, session, everybody, NOW)
        told = [task for task in every(reader) if task.key.split("/")[0] in PREFIXES]
        keys = [task.key for task in told]
        assert len(keys) == len(set(keys)), "nothing stands there twice"
        by_queue = Counter(key.split("/")[0] for key in keys)
        assert by_queue == counted(session)
        assert min(by_queue[queue] for queue in PREFIXES) > 0, "all of them are tried"
        whom = [key for key in keys if key.split("/")[0] in OF_PEOPLE]
        people = [key.split("/")[1] for key in whom]
        assert len(people) == len(set(people)), "one person waits in one place"
        _of_communities(office, session, reader, told)


def _of_communities(office, session, reader, told) -> None:
    """What the communities have adds up to the whole; none closes its day over one that is left."""
    total = 0
    for slug in directory(office):
        own = Actor("staff", "x", Role.OFFICE, frozenset({slug}))
        of_own = every(replace(reader, actor=own, community=slug))
        total += sum(task.key.split("/")[0] in PREFIXES for task in of_own)
        by = end_of(NOW.date())
        due = [task for task in of_own if task.is_due(by)]
        asked = {task.key for task in told if task.community == slug}
        soon = {task.key for task in told if task.is_due(by)}
        assert {task.key for task in due} >= asked & soon
        reasons = {task.key: "等答复" for task in due[1:]}
        with pytest.raises(Refused, match="还有 1 件没有写"):
            close_day(session, slug, due, reasons, {}, actor=own, now=NOW)
    assert total == len(told)
    again = due_today(replace(reader, actor=own), slug)
    assert [one.key for one in again] == [one.key for one in in_order(due, {})]
