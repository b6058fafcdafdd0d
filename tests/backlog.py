"""Very many open things of one kind, made without the pages that lead to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.people.isolation.models import Alarm, Case
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, Call
from tests.conftest import NOW
from tests.rule_files import CAMPAIGN

AT_A_TIME = 1_000  # rows of one statement
LONG_AGO = NOW - timedelta(days=2)
BEFORE = LONG_AGO.date()


def unit_of(community: str, number: int) -> Enterprise:
    """A registered unit with nothing more to it."""
    made = Enterprise(
        reference=f"{community[:2].upper()}-{number:05}",
        name=f"{community}示例厂{number}",
        kind="shop",
        trade="retail",
        community=community,
        grid=f"{community}-1",
        address="示例路 8 号",
        contact_name="示例",
        contact_phone="13800000001",
        phone_index=f"{community}{number}",
        safety_manager="示例",
        access_hash="0" * 64,
        channel="door",
        consent="1",
        registered_at=LONG_AGO,
    )
    set_keys(made, ())
    return made


def enterprise(session: Session, community: str, number: int = 1) -> Enterprise:
    """Such a unit, kept."""
    made = unit_of(community, number)
    session.add(made)
    session.flush()
    return made


def call(unit: Enterprise) -> Call:
    return Call(
        enterprise_id=unit.id,
        campaign=CAMPAIGN,
        about="returned",
        text="请补交资料",
        at=LONG_AGO,
    )


def application(unit: Enterprise, number: int) -> Application:
    return Application(
        enterprise_id=unit.id,
        campaign=CAMPAIGN,
        number=number,
        stage="submitted",
        answers={},
        started_at=LONG_AGO,
        submitted_at=LONG_AGO,
        due_at=LONG_AGO + timedelta(days=1),
    )


def person(unit: Enterprise, number: int, outcome: str) -> Person:
    """Somebody on the roster; of outcome "home" they must stay in and are not arranged yet."""
    return Person(
        enterprise_id=unit.id,
        number=number,
        name="示例",
        phone="13800000001",
        phone_index=f"{unit.id}-{number}",
        stayed=False,
        symptoms=None,
        source="hand",
        added_at=LONG_AGO,
        arrived_on=BEFORE,
        outcome=outcome,
    )


def alarm(unit: Enterprise, who: Person) -> Alarm:
    return Alarm(
        person_id=who.id,
        enterprise_id=unit.id,
        community=unit.community,
        grid=unit.grid,
        kind="fever",
        state="raised",
        raised_at=LONG_AGO,
        again_by=LONG_AGO,
    )


def case(unit: Enterprise, who: Person, due_on: date = BEFORE) -> Case:
    return Case(
        person_id=who.id,
        enterprise_id=unit.id,
        community=unit.community,
        grid=unit.grid,
        state="open",
        mode="home",
        place="示例楼",
        starts_on=date(2020, 2, 1),
        due_on=due_on,
        enterprise_supervisor="示例",
        grid_supervisor="worker",
        follow_up="示例",
        opened_at=LONG_AGO,
    )


def people(
    session: Session, unit: Enterprise, count: int, outcome: str
) -> list[Person]:
    made = [person(unit, number, outcome) for number in range(1, count + 1)]
    keep(session, made)
    return made


def keep(session: Session, made: list[Any]) -> None:
    """Written a part at a time: one statement cannot hold ten thousand rows."""
    for first in range(0, len(made), AT_A_TIME):
        session.add_all(made[first : first + AT_A_TIME])
        session.flush()


def calls(session: Session, unit: Enterprise, count: int) -> None:
    keep(session, [call(unit) for _ in range(count)])


def applications(session: Session, unit: Enterprise, count: int) -> None:
    keep(session, [application(unit, number) for number in range(1, count + 1)])


def people_to_arrange(session: Session, unit: Enterprise, count: int) -> None:
    people(session, unit, count, "home")


def alarms(session: Session, unit: Enterprise, count: int) -> None:
    keep(session, [alarm(unit, who) for who in people(session, unit, count, "none")])


def cases(session: Session, unit: Enterprise, count: int) -> None:
    keep(session, [case(unit, who) for who in people(session, unit, count, "none")])
