"""People without an employer: registered with the residents of their grid, determined and followed by the same rules, no enterprise to anybody."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from forms_app.people.isolation.models import Reading
from forms_app.people.rosters.models import Person, Residents
from forms_app.permits.enterprises.models import Enterprise, Unit
from tests import journeys
from tests.conftest import download, post, post_and_open
from tests.people.isolation import daily
from tests.people.isolation.test_cases import go_to
from tests.people.isolation.test_temperatures import by_phone
from tests.stored import everything_stored

ADD = "/app/staff/residents/add/"
WHO = {
    "name": "金丝雀住户",
    "phone": "13900008888",
    "place": "广东深圳",
    "arrived_on": "2020-03-04",
    "stayed": "no",
    "symptoms": "no",
    "transport": "train",
    "room": "金丝雀里 5 号",
    "grid": "qiantou-2",
    "consent": "y",
}


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


def people(office) -> list[Person]:
    with office.database.reading() as session:
        return list(session.scalars(select(Person).order_by(Person.id)).unique())


def test_who_phones_is_told_what_is_kept_and_determined_by_the_rule(
    officer, office
) -> None:
    shown = officer.get(ADD).text
    assert "念给本人听的告知" in shown and "不收集身份证号码" in shown
    nowhere = post(officer, ADD, **{**WHO, "grid": ""})
    assert "请选住在哪个网格" in nowhere.text and people(office) == []
    refused = post(officer, ADD, **{**WHO, "consent": ""})
    assert "请先把告知念给本人听" in refused.text and people(office) == []
    done = post(officer, ADD, **WHO)
    [made] = people(office)
    assert done.location == (
        f"/app/staff/isolation/open/{made.enterprise.reference}/1/"
    )
    assert (made.outcome, made.ends_on) == ("home", date(2020, 3, 18))
    assert made.notice == "residents-notice@2020-02-08" and made.source == "phone"
    assert "金丝雀" not in everything_stored(office)


def test_residents_are_no_enterprise_to_whoever_asks_for_enterprises(
    officer, office, client
) -> None:
    journeys.register(client)
    post(officer, ADD, **WHO)
    with office.database.reading() as session:
        assert [one.name for one in session.scalars(select(Enterprise))] == [
            "示例箱包厂"
        ]
        assert session.scalar(select(func.count(Enterprise.id))) == 1
        assert session.scalar(select(func.count()).select_from(Enterprise)) == 1
        kinds = [type(one) for one in session.scalars(select(Unit).order_by(Unit.id))]
        assert kinds == [Enterprise, Residents]
        assert session.get(Enterprise, 2) is None
    assert "居民" not in officer.get("/app/staff/enterprises/").text.split("<main")[1]


def test_only_the_office_and_the_workers_of_the_grid_see_a_resident(
    officer, office, staff
) -> None:
    post(officer, ADD, **WHO)
    reference = people(office)[0].enterprise.reference
    own = staff("grid_worker", (), ("qiantou-2",))
    assert "金丝雀住户" in own.get("/app/staff/residents/").text
    everybody = "/app/staff/residents/"
    assert "金丝雀住户" in post(own, everybody, words="金丝雀").text
    nobody = post(own, everybody, words="别人").text
    assert "金丝雀住户" not in nobody and "没有找到叫“别人”的居民" in nobody
    assert "金丝雀住户" in own.get(f"{everybody}?words=别人").text, "no name by address"
    for other in (
        staff("grid_worker", (), ("qiantou-1",)),
        staff("office", ("xunmei",)),
    ):
        assert "金丝雀" not in other.get("/app/staff/residents/").text
        page = f"/app/staff/enterprises/{reference}/people/1/"
        assert other.get(page).status_code == 404
        assert other.get(f"/app/staff/isolation/open/{reference}/1/").status_code == 404
    choosing = own.get(ADD).text
    assert 'value="qiantou-2"' in choosing and 'value="qiantou-1"' not in choosing


def test_a_resident_is_followed_and_reported_on_in_a_case_like_anybody(
    officer, office, app
) -> None:
    address = post(officer, ADD, **WHO).location
    plan = {
        "mode": "home", "place": "金丝雀里 5 号", "starts_on": "2020-03-04", "due_on": "2020-03-18",
        "enterprise_supervisor": "金丝雀女儿", "grid_supervisor": "office-1-qiantou", "follow_up": "金丝雀随访", "reason": "",
    }  # fmt: skip
    assert "代报人（家人、房东" in officer.get(address).text
    case = post(officer, address, **plan).location
    reference = people(office)[0].enterprise.reference
    missing = officer.get("/app/staff/reports/").text
    assert f"/app/staff/reports/{reference}/1/" in missing, "nobody measured them yet"
    page = f"/app/staff/reports/{reference}/1/?case=1"
    assert (
        officer.post(page, data=by_phone(officer, page, "36.6", "well")).location
        == case
    )
    assert "36.6 ℃" in officer.get(case).text
    assert (
        f"/app/staff/reports/{reference}/1/"
        not in officer.get("/app/staff/reports/").text
    )
    shown = post_and_open(officer, "/app/staff/reports/own-link/1/").text
    code = shown.partition('class="code">')[2].partition("<")[0]
    own = app.test_client()
    post(own, f"/app/own/{code.rpartition('/')[2]}")
    sent = daily.fields(own, ("37.9", "unwell"), page="/app/own/")
    own.post("/app/own/", data=sent)
    assert "<b>37.9 ℃，不舒服</b>" in officer.get(case).text, "by the resident alone"
    assert "金丝雀住户 · 前头社区" in officer.get("/app/staff/alarms/").text
    go_to(office, "2020-03-05", "18:30")
    desk = officer.get("/app/staff/").text
    assert "居民" in desk and "金丝雀" not in desk
    sheet = download(officer, "/app/staff/sweeps/roster.xlsx", "/app/staff/sweeps/")
    rows = list(load_workbook(io.BytesIO(sheet.data)).active.values)
    assert rows[1][2] == "金丝雀住户", "in the roster by class too"


def test_who_comes_again_is_put_right_and_another_with_that_phone_is_refused(
    officer, office
) -> None:
    post(officer, ADD, **WHO)
    reference = people(office)[0].enterprise.reference
    record = f"/app/staff/enterprises/{reference}/people/1/"
    post(officer, record, why="check")
    left = f"/app/staff/residents/{reference}/1/left/"
    assert post(officer, left, record).location == record
    assert people(office)[0].left_on == date(2020, 3, 5)
    post(officer, ADD, **{**WHO, "place": "湖北武汉"})
    [again] = people(office)
    assert again.left_on is None and again.outcome == "ask"
    told = post(officer, ADD, **{**WHO, "name": "金丝雀别人"})
    assert "已经有人用这个手机号" in told.text and len(people(office)) == 1


def test_a_resident_who_left_is_forgotten_by_the_same_retention(
    officer, office, app
) -> None:
    post(officer, ADD, **WHO)
    with office.database.writing() as session:
        one = session.scalars(select(Person)).unique().one()
        one.left_on = date(2020, 3, 5) - timedelta(days=40)
    ran = app.test_cli_runner().invoke(args=["retention"])
    assert ran.exit_code == 0, ran.output
    assert people(office) == []
    with office.database.reading() as session:
        assert session.scalars(select(Reading)).all() == []


def test_a_record_that_is_written_as_it_was_stays_as_it_was(client, office) -> None:
    journeys.register(client)
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        before = unit.version
        unit.place = "x"
        session.flush()
        unit.place = "y"
        unit.place = "x"
    with office.database.reading() as session:
        assert session.scalars(select(Unit)).one().version == before + 1
