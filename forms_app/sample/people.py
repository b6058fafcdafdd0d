"""Sample people on the rosters of three enterprises of Qiantou, one of them staying in,
and of one of Tonghai, whose bus stops at its point; and reports of some days.

Everybody is plainly a sample; nothing of them is published.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.people.health_rules.readings import HealthRule, Slot
from forms_app.people.health_rules.rules import Origin
from forms_app.people.isolation import case_diary, case_operations, case_queries, saying
from forms_app.people.isolation import report_operations as reports
from forms_app.people.isolation.case_plan import Plan
from forms_app.people.isolation.case_rules import Visit
from forms_app.people.isolation.models import Case
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.rosters import operations as rosters
from forms_app.people.rosters import roster_operations
from forms_app.people.rosters.content import WORKERS_NOTICE
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import opened_on
from forms_app.permits.grid.queries import rule
from forms_app.sample.actors import itself, open_units, when, worker_of

COMMUNITY = "qiantou"
GRID = "qiantou-2"
BUS_STOP = "tonghai"
ADDED = when("02-29 16:00")
OPENED = when("02-29 17:00")
# Of which enterprise, class of origin, place, arrived. Who stayed over the holiday has
# none of these.
PEOPLE: tuple[tuple[int, Origin | None, str, date | None], ...] = (
    (0, None, "", None),
    (0, Origin.CITY, "泉州南安", date(2020, 2, 20)),
    (0, Origin.OTHER_PROVINCE, "江西南昌", date(2020, 2, 28)),  # stays in
    (0, Origin.OTHER_PROVINCE, "江西赣州", date(2020, 2, 12)),  # the days are over
    (0, Origin.PROVINCE, "福建龙岩", date(2020, 2, 11)),
    (1, None, "", None),
    (1, None, "", None),
    (1, Origin.CITY, "泉州安溪", date(2020, 2, 18)),
    (1, Origin.PROVINCE, "福建三明", date(2020, 2, 27)),  # the office is asked
    (2, None, "", None),
    (2, Origin.CITY, "泉州惠安", date(2020, 2, 16)),
    (2, Origin.OTHER_PROVINCE, "四川成都", date(2020, 2, 13)),
    (3, None, "", None),  # they come by the commuter bus
    (3, None, "", None),
    (3, Origin.CITY, "泉州晋江", date(2020, 2, 17)),
)
DAYS = tuple(date(2020, 3, day) for day in range(1, 6))
MISSING = {(1, date(2020, 3, 3), "evening")}  # of which enterprise, day, slot
THIS_MORNING = {0, 1, 3}  # the third has until ten
CELSIUS = (36.4, 36.6, 36.5, 36.7, 36.5, 36.6, 36.4, 36.5, 36.6)


def enter(session: Session, office: Office) -> Case:
    """Gives the case of the one who stays in."""
    chosen = _chosen(session)
    roster = [
        _add(session, office, chosen[of], number)
        for number, (of, *_rest) in enumerate(PEOPLE, 1)
    ]
    told = rule(office, WORKERS_NOTICE, ADDED.date())
    for unit in chosen:
        roster_operations.inform(
            session,
            unit,
            told.version if told else "",
            **itself(unit, ADDED + timedelta(minutes=20)),
        )
        roster_operations.complete(
            session, unit, **itself(unit, ADDED + timedelta(minutes=30))
        )
    case = _case(
        session,
        next(person for person in roster if person.outcome in {"home", "designated"}),
    )
    for day in DAYS:
        health = health_rule(office, day)
        for slot in health.slots:
            for number, unit in enumerate(chosen):
                if _is_reported(number, day, slot):
                    _report(session, unit, health, (day, slot), case.person)
    return case


def _chosen(session: Session) -> list[Enterprise]:
    """Three of one grid and one of the community where the bus stops, approved before
    anybody had to report.
    """
    of_grid = open_units(session, COMMUNITY, grid=GRID)
    by_bus = open_units(session, BUS_STOP)
    return [*filter(_is_old, of_grid)][:3] + [*filter(_is_old, by_bus)][:1]


def _is_old(unit: Enterprise) -> bool:
    since = opened_on(unit)
    return since is not None and since < ADDED.date()


def _add(session: Session, office: Office, unit: Enterprise, number: int) -> Person:
    _of, origin, place, arrived_on = PEOPLE[number - 1]
    values = {
        "name": f"示例员工{number}",
        "phone": f"1380000{6000 + number}",
        "stayed": origin is None,
        "origin": origin or "",
        "place": place,
        "arrived_on": arrived_on,
        "transport": "train" if arrived_on else "",
        "last_day": arrived_on,
        "room": f"示例宿舍 {1 + number % 3} 号楼 {100 + number}",
        "per_room": 2,
        "symptoms": False,
    }
    rules = rulebook(office, ADDED.date())
    by = itself(unit, ADDED + timedelta(minutes=number))
    return rosters.add(session, unit, values, source="hand", rules=rules, **by)


def _case(session: Session, person: Person) -> Case:
    """Opened by the grid worker, who is one of the two supervisors; two visits since."""
    plan = Plan(
        case_queries.terms_said(person),
        person.room,
        "示例安全员",
        f"{GRID}-worker",
        "示例随访员",
    )
    case = case_operations.open_case(session, person, plan, **worker_of(GRID, OPENED))
    for at in ("03-02 10:00", "03-04 10:00"):
        case_diary.log_visit(
            session,
            case,
            Visit.WELL,
            "示例：在门口问了，没有不舒服",
            **worker_of(GRID, when(at)),
        )
    return case


def _is_reported(number: int, day: date, slot: Slot) -> bool:
    is_today = day == DAYS[-1]
    if is_today and (slot.id != "morning" or number not in THIS_MORNING):
        return False
    return (number, day, slot.id) not in MISSING


def _report(
    session: Session,
    unit: Enterprise,
    health: HealthRule,
    about: tuple[date, Slot],
    person: Person,
) -> None:
    """Everybody is well; who stays in is named with a reading."""
    day, slot = about
    at = when(f"{day:%m-%d} {'08:40' if slot.id == 'morning' else '17:10'}")
    celsius = CELSIUS[(day.day * 2 + (slot.id == "morning")) % len(CELSIUS)]
    named = (
        (saying.Named(person.id, celsius, unwell=False),)
        if person.enterprise_id == unit.id
        else ()
    )
    said = saying.Said(f"demo-{unit.id}-{day}-{slot.id}", day, slot, at, named)
    reports.report(
        session, unit, said, source="enterprise", health=health, **itself(unit, at)
    )
