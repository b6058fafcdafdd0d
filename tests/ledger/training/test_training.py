"""A session: enrolment never over its seats, attendance by the code on the wall, who still lacks it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import SYSTEM
from forms_app.base.clock import real_now
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.training import enrolling
from forms_app.ledger.training.codes import code_at, is_code
from forms_app.ledger.training.models import Training
from forms_app.ledger.training.public import collect
from forms_app.ledger.training.rules import CODE_HOLDS
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import NOW, post

MINE = "/app/my/training/"


@pytest.fixture
def session_of_one(client, staff, office):
    """One seat, in half an hour; gives the reviewer."""
    journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    sent = {
        "community": "qiantou",
        "title": "安全管理员培训",
        "topic": "prevention",
        "at": "2020-03-05T10:00",
    }
    sent |= {
        "place": "社区会议室",
        "trainer": "街道卫生服务中心",
        "paper": "",
        "seats": "1",
    }
    answer = post(reviewer, "/app/staff/training/new/", **sent)
    assert answer.location == "/app/staff/training/1/", answer.text
    return reviewer


def _items(office) -> list[Item]:
    with office.database.reading() as session:
        return list(session.scalars(select(Item).where(Item.kind == "training")))


def test_an_enterprise_enrols_attends_by_the_code_and_lacks_it_no_more(
    session_of_one, app, client, office
) -> None:
    reviewer = session_of_one
    assert "示例箱包厂" in reviewer.get("/app/staff/lists/untrained/").text
    assert post(client, f"{MINE}1/enrol/", MINE).status_code == 302
    late = app.test_client()
    journeys.register(late, name="示例早餐店", address="示例路 9 号")
    assert "已经报满" in late.get(MINE).text
    assert post(client, f"{MINE}1/cancel/", MINE).status_code == 302
    assert post(client, f"{MINE}1/enrol/", MINE).status_code == 302, (
        "a seat that was given back can be taken again"
    )
    assert [one.status for one in _items(office)] == ["dropped", "taken"]
    page = reviewer.get("/app/staff/training/1/code/")
    assert (
        "<svg" in page.text
        and int(page.headers["Refresh"]) < CODE_HOLDS.total_seconds()
    )
    with office.database.reading() as session:
        training = session.scalars(select(Training)).one()
    stale = code_at(training, real_now() - timedelta(hours=1))
    assert "过期" in client.get(f"{MINE}1/here/{stale}/").text
    here = f"{MINE}1/here/{code_at(training, real_now())}/"
    assert app.test_client().get(here).location.startswith("/app/my/sign-in/"), (
        "on the enterprise's own phone only"
    )
    assert post(client, here).status_code == 302
    assert [one.outcome for one in _items(office)] == ["", "attended"]
    assert "到场" in reviewer.get("/app/staff/training/1/").text
    assert "示例箱包厂" not in reviewer.get("/app/staff/lists/untrained/").text
    with office.database.reading() as session:
        assert collect(session) == {"qiantou": {"enterprises": 2, "trained": 1}}
    assert post(late, here).status_code == 409, (
        "no seat is left for who had not enrolled"
    )


def test_a_code_holds_a_few_minutes_and_for_one_session(office) -> None:
    one = Training(id=1)
    other = Training(id=2)
    now = datetime(2020, 3, 5, 10, 1, 59, tzinfo=NOW.tzinfo)
    assert is_code(one, code_at(one, now), now + timedelta(seconds=2)), (
        "read just before it changed"
    )
    assert not is_code(one, code_at(one, now), now + 2 * CODE_HOLDS) and not is_code(
        other, code_at(one, now), now
    )


def test_seats_are_never_given_twice_however_many_press_at_once(
    session_of_one, office
) -> None:
    with office.database.writing() as session:
        first = session.scalars(select(Enterprise)).one()
        kept = {
            c.name: getattr(first, c.name)
            for c in Enterprise.__table__.columns
            if c.name != "id"
        }
        session.add_all(
            Enterprise(**{**kept, "reference": f"QT-99999{n}"}) for n in range(7)
        )

    def press(enterprise_id: int) -> bool:
        try:
            with office.database.writing() as session:
                training = session.get_one(Training, 1)
                enterprise = session.get_one(Enterprise, enterprise_id)
                enrolling.enrol(session, training, enterprise, actor=SYSTEM, now=NOW)
            return True
        except Refused:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(1, 9))) == 1
    assert len(_items(office)) == 1


def test_the_trainer_ticks_the_list_and_a_session_is_called_off_only_before(
    session_of_one, client, office
) -> None:
    reviewer = session_of_one
    page = "/app/staff/training/1/"
    post(client, f"{MINE}1/enrol/", MINE)
    ticked = re.search(
        r'action="(/app/staff/training/1/attended/\d+/)"', reviewer.get(page).text
    )[1]
    assert (
        post(reviewer, ticked, page).status_code == 302
        and _items(office)[0].outcome == "attended"
    )
    assert post(reviewer, f"{page}call-off/", page).status_code == 409


def test_a_dropped_enrolment_can_be_made_again_and_calling_off_leaves_nothing_due(
    session_of_one, client, office
) -> None:
    reviewer = session_of_one
    post(client, f"{MINE}1/enrol/", MINE)
    assert (
        post(reviewer, "/app/staff/items/1/drop/", reason="写错了").status_code == 302
    )
    assert post(client, f"{MINE}1/enrol/", MINE).status_code == 302
    page = "/app/staff/training/1/"
    assert post(reviewer, f"{page}call-off/", page).status_code == 302
    assert {one.status for one in _items(office)} == {"dropped"}
    assert client.get(f"{MINE}1/here/é/").status_code in {200, 302, 404}, (
        "an odd code is no error of ours"
    )


def test_all_who_enrolled_are_ticked_at_once_each_with_its_own_entry(
    staff, app, office
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    sent = {
        "community": "qiantou",
        "title": "安全管理员培训",
        "topic": "prevention",
        "at": "2020-03-05T10:00",
        "place": "社区会议室",
        "trainer": "街道卫生服务中心",
        "paper": "",
        "seats": "30",
    }
    post(reviewer, "/app/staff/training/new/", **sent)
    for n in range(3):
        phone = app.test_client()
        journeys.register(phone, name=f"示例 {n} 号店", address=f"示例路 {n + 1} 号")
        post(phone, f"{MINE}1/enrol/", MINE)
    page = "/app/staff/training/1/"
    assert "全部到场（3 家）" in reviewer.get(page).text
    assert post(reviewer, f"{page}attended/", page).status_code == 302
    assert [one.status for one in _items(office)] == ["done"] * 3
    with office.database.reading() as session:
        for item in _items(office):
            history = audit.history(session, item.subject)
            assert [entry.action for entry, _why in history][-1] == "training.finish"
    assert "全部到场" not in reviewer.get(page).text


def test_whoever_is_enrolled_takes_the_session_along_as_a_file(
    session_of_one, client
) -> None:
    file = f"{MINE}1/training.ics"
    assert client.get(file).status_code == 404
    post(client, f"{MINE}1/enrol/", MINE)
    assert file in client.get(MINE).text
    answer = client.get(file)
    assert answer.content_type == "text/calendar; charset=utf-8"
    text = answer.data.decode().replace("\r\n ", "")
    assert "SUMMARY:培训：安全管理员培训\r\n" in text
    assert "DTSTART:20200305T020000Z\r\n" in text and "LOCATION:社区会议室" in text
    post(client, f"{MINE}1/cancel/", MINE)
    assert client.get(file).status_code == 404
