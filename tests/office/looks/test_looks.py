"""Who looked at how many people, and what of it is unusual: on the desk until somebody else has looked into it."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.read_log import READ
from forms_app.base.reads import Look
from forms_app.office.looks import counting
from forms_app.office.looks.jobs import UNUSUAL
from forms_app.office.looks.models import UnusualReading
from forms_app.office.looks.rule_file import bounds_on
from forms_app.office.looks.rules import Bounds, Read, Unusual, Why, is_night, unusual
from forms_app.permits.grid.queries import rules
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.conftest import NOW, post, token
from tests.people.isolation.test_cases import add

FOLDER = "/app/staff/looks/"
FEW = Bounds(3, 2, time(22), time(6), 2)


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2020, 3, day, hour, minute, tzinfo=SHANGHAI)


def reads(by: str, number: int, moment: datetime) -> list[Read]:
    return [Read(by, f"person:{n}", moment) for n in range(number)]


@pytest.mark.parametrize(
    "found, expected",
    [
        (reads("a", 3, at(10)), []),
        (reads("a", 4, at(10, 59)), [Unusual(Why.MANY, "a", at(10), 4)]),
        # the same people again are no more people
        ([*reads("a", 3, at(10)), *reads("a", 3, at(10, 30))], []),
        # two hours are two hours
        ([*reads("a", 2, at(10, 59)), *reads("a", 4, at(11))[2:]], []),
        (reads("a", 3, at(23)), [Unusual(Why.NIGHT, "a", at(22), 3)]),
        # after midnight it is still the night of the evening before
        (
            [*reads("a", 2, at(23, day=4)), *reads("a", 3, at(1))[2:]],
            [Unusual(Why.NIGHT, "a", at(22, day=4), 3)],
        ),
        (
            [Read(by, "person:7", at(9)) for by in "abc"],
            [Unusual(Why.ONE, "person:7", at(0), 3)],
        ),
        ([Read(by, "person:7", at(9)) for by in "aab"], []),
    ],
)
def test_what_is_unusual(found, expected):
    assert unusual(found, FEW) == expected


def test_a_night_may_lie_within_a_day_or_be_none():
    within = Bounds(night_from=time(1), night_to=time(5))
    assert is_night(at(1), within)
    assert not is_night(at(5), within)
    none = Bounds(night_from=time(1), night_to=time(1))
    assert not any(is_night(at(hour), none) for hour in range(24))


def test_the_rule_of_the_sample_says_what_holds_without_one(office):
    assert bounds_on(rules(office), NOW.date()) == Bounds()


def look(office: Office, account: str, people: range, moment: datetime) -> None:
    """As a page enters it."""
    with office.database.writing() as session:
        entry = audit.record(
            session,
            actor=Actor("staff", account, Role.OFFICE),
            action=READ,
            subject="pages",
            now=moment,
            details={"page": "/app/staff/residents/", "count": len(people)},
        )
        session.add_all(
            Look(entry_number=entry.number, of=f"person:{n}") for n in people
        )


def waiting(office: Office) -> list[tuple[str, str, int]]:
    with office.database.reading() as session:
        return [
            (one.why, one.who, one.number)
            for one in session.scalars(select(UnusualReading))
        ]


@pytest.fixture
def chief(staff) -> FlaskClient:
    return staff("admin")


@pytest.fixture
def officer(staff) -> FlaskClient:
    return staff("office", ("qiantou",))


def test_many_within_an_hour_stand_on_the_desk_until_somebody_else_looked_into_it(
    office, officer, chief
):
    look(office, "office-1-qiantou", range(301), NOW)
    assert counting.count(office, NOW) == 1
    assert counting.count(office, NOW) == 0, "once"
    assert waiting(office) == [("many", "office-1-qiantou", 301)]
    for desk in (officer, chief):
        assert "一小时里看了很多人" in desk.get("/app/staff/").text
    page = officer.get(FOLDER).text
    assert "要另一个人来核实" in page and "3月5日 09:00" in page and "301 人" in page
    own = officer.post(
        f"{FOLDER}seen/1/",
        data={
            "csrf_token": token(officer, "/app/staff/password/"),
            "said": "示例：核对花名册",
        },
    )
    assert own.status_code == 409
    empty = post(chief, f"{FOLDER}seen/1/", FOLDER, said="")
    assert "请写明核实下来是怎么回事" in empty.text
    post(chief, f"{FOLDER}seen/1/", FOLDER, said="示例：核对花名册")
    assert "一小时里看了很多人" not in chief.get("/app/staff/").text
    assert counting.count(office, NOW) == 0, "what was looked into stays so"
    with office.database.reading() as session:
        *_before, (entry, said) = audit.history(session, "office-1-qiantou")
    assert (entry.action, entry.actor_id, said) == (
        "looks.seen",
        "admin-0-all",
        "示例：核对花名册",
    )


def test_the_office_sees_who_works_in_its_communities_and_nobody_else(
    office, officer, staff, chief
):
    staff("reviewer", ("xunmei",))
    staff("grid_worker", grids=("qiantou-2",))
    look(office, "reviewer-1-xunmei", range(5), NOW)
    look(office, "grid-worker-0-qiantou-2", range(7), NOW)
    look(office, "admin-0-all", range(9), NOW)
    page = officer.get(FOLDER).text
    assert "grid-worker-0-qiantou-2" in page
    assert "reviewer-1-xunmei" not in page
    assert "admin-0-all" not in page
    assert officer.get(f"{FOLDER}reviewer-1-xunmei/").status_code == 404
    own = officer.get(f"{FOLDER}grid-worker-0-qiantou-2/").text
    assert "7 人" in own
    everybody = chief.get(FOLDER).text
    assert "reviewer-1-xunmei" in everybody
    assert "admin-0-all" in everybody


def test_a_span_is_chosen_and_what_is_older_is_not_counted(office, chief):
    look(office, "reviewer-1-xunmei", range(5), NOW - timedelta(days=3))
    assert "没有人看过" in chief.get(FOLDER).text
    assert counting.count(office, NOW) == 0


def test_a_look_at_a_page_is_counted_and_names_nobody(office, client, officer):
    reference, _code = journeys.register(client, contact_name="金丝雀联络")
    assert "金丝雀联络" in officer.get(f"/app/staff/enterprises/{reference}/").text
    page = officer.get(FOLDER).text
    assert "office-1-qiantou" in page
    assert "金丝雀" not in page
    assert "1 人" in officer.get(f"{FOLDER}office-1-qiantou/").text


def test_one_whom_many_look_at_is_for_who_sees_every_community(office, officer, chief):
    for number in range(11):
        look(office, f"worker-{number}", range(1), NOW)
    assert counting.count(office, NOW) == 1
    assert "很多账号看了同一个人" in chief.get("/app/staff/").text
    assert "很多账号看了同一个人" not in officer.get("/app/staff/").text


def test_each_run_asks_for_the_next(office, app):
    answer = app.test_cli_runner().invoke(args=["unusual-reading"])
    assert answer.output == "0 new.\n"
    assert not lease.is_asked(office, UNUSUAL.name, NOW)
    assert lease.is_asked(office, UNUSUAL.name, NOW + counting.AGAIN)


def test_a_copy_for_the_person_lists_who_looked(office, client, officer):
    reference, _code = journeys.register(client)
    add(client)
    page = f"/app/staff/enterprises/{reference}/people/1/"
    assert officer.get(page).status_code == 200
    chief = post(officer, f"{page}export/", **{"as": "json"})
    (told,) = json.loads(chief.data)["kept"]["looks"]
    assert told["by"] == "office-1-qiantou"
    assert told["why"] == "核对名单"
    text = post(officer, f"{page}export/", **{"as": "text"}).get_data(as_text=True)
    assert "【谁看过】" in text
