"""An enterprise picks a time for the check at its door and moves it once; a place is given to one only."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from threading import Barrier

import pytest
from sqlalchemy import func, select

from forms_app import create_app
from forms_app.base.access import Actor
from forms_app.base.audit_entries import AuditEntry
from forms_app.base.refusal import Refused
from forms_app.permits.appointments import operations, queries
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.resumption.models import Application
from tests import journeys
from tests.conftest import NOW, TestClock, post, token
from tests.permits.appointments.conftest import FIRST, PAGE, SECOND, THIRD
from tests.rule_files import CAMPAIGN

ASKED = "请选一个您方便的时间"
BUTTON = "选上门的时间"
AT_TWO = "3月5日（周四）下午14:00–15:00"
IN_THE_MORNING = "3月6日（周五）上午9:00–10:00"


def offers(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'name="at" value="([^"]+)"', page)]


def later(client, office, **by: float):
    """The same browser, at a later time."""
    moved = create_app(
        replace(office, clock=TestClock(moment=(NOW + timedelta(**by),)))
    )
    moved.config.update(TESTING=True)
    other = moved.test_client()
    other._cookies = client._cookies
    return other


def test_one_of_three_times_is_picked_and_stands_on_the_own_page(accepted) -> None:
    shop = accepted()
    assert ASKED in shop.home and BUTTON in shop.home
    page = shop.client.get(PAGE).text
    assert offers(page) == [FIRST, SECOND, THIRD]
    assert AT_TWO in page and IN_THE_MORNING in page
    answer = shop.pick(SECOND)
    assert answer.status_code == 302 and answer.location == "/app/my/"
    home = shop.home
    assert f"{IN_THE_MORNING} 有人上门核验" in home
    assert "约好上门核验的时间：3月6日 09:00" in home
    assert ASKED not in home and BUTTON not in home
    english = shop.client.get("/app/my/?lang=en").text
    assert "Fri 6 March, 9:00–10:00" in english


def test_what_was_promised_for_an_earlier_time_is_due_when_it_was_agreed(
    accepted, office
) -> None:
    shop = accepted()
    shop.pick(THIRD)
    with office.database.reading() as session:
        due = session.scalars(select(Application.due_at)).one()
    assert due == NOW.replace(day=6, hour=15, minute=0)
    assert "最晚 3月6日 15:00 前答复" in shop.home


def test_a_time_is_moved_once_and_then_stays(accepted, office) -> None:
    shop = accepted()
    shop.pick(SECOND)
    page = shop.client.get(PAGE).text
    assert "只能改一次" in page and SECOND not in offers(page)
    shop.pick(FIRST)
    assert AT_TWO in shop.home and "改时间" not in shop.home
    assert "您已经改过一次时间" in shop.home
    again = {"csrf_token": token(shop.client, "/app/my/"), "at": THIRD}
    refused = shop.client.post(PAGE, data=again)
    assert "您已经改过一次时间" in refused.text and offers(refused.text) == []
    assert AT_TWO in shop.home
    with office.database.reading() as session:
        found = session.scalars(select(Appointment)).one()
        told = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.like("appointment.%"))
        ).all()
    assert (found.number, found.moves) == (2, 1)
    assert told == ["appointment.agree", "appointment.move"]


def test_who_presses_twice_for_the_same_time_has_not_moved(accepted, office) -> None:
    shop = accepted()
    shop.pick(SECOND)
    again = {"csrf_token": token(shop.client, PAGE), "at": SECOND}
    assert shop.client.post(PAGE, data=again).status_code == 302
    with office.database.reading() as session:
        assert session.scalars(select(Appointment.moves)).one() == 0


def test_nobody_is_asked_where_the_office_lays_down_no_times(accepted, office) -> None:
    (office.accepted / "rules" / "check-times.toml").unlink()
    shop = accepted()
    assert ASKED not in shop.home and BUTTON not in shop.home
    assert "资料审核好了，接着有人上门核验。现在什么也不用做。" in shop.home
    assert shop.client.get(PAGE).location == "/app/my/"
    assert shop.client.get(f"{PAGE}visit.ics").status_code == 404


def test_nobody_is_asked_where_no_time_is_left(accepted, times) -> None:
    times("to = 2020-04-04", "to = 2020-04-30")
    times("from = 2020-04-04", "from = 2020-03-01")
    shop = accepted()
    assert ASKED not in shop.home and BUTTON not in shop.home


def test_a_full_time_is_not_offered_and_whoever_comes_late_is_told(
    accepted, times
) -> None:
    times("places = 2", "places = 1")
    first = accepted()
    second = accepted()
    assert FIRST in offers(second.client.get(PAGE).text)
    late = {"csrf_token": token(second.client, PAGE), "at": FIRST}
    first.pick(FIRST)
    answer = second.client.post(PAGE, data=late, follow_redirects=True)
    assert "刚刚约满了" in answer.text
    assert FIRST not in offers(answer.text) and len(offers(answer.text)) == 3
    assert "约好的" not in second.home and ASKED in second.home


def test_two_who_press_at_once_for_the_last_place_get_one_of_it(
    accepted, times, office
) -> None:
    times("places = 2", "places = 1")
    shops = [accepted() for _number in range(4)]
    forms = [{"csrf_token": token(one.client, PAGE), "at": FIRST} for one in shops]
    ready = Barrier(len(shops))

    def press(number: int):
        ready.wait()
        return shops[number].client.post(PAGE, data=forms[number])

    with ThreadPoolExecutor(len(shops)) as pool:
        answers = list(pool.map(press, range(len(shops))))
    assert sorted(one.location for one in answers) == ["/app/my/", PAGE, PAGE, PAGE]
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == 1


def test_an_application_that_is_taken_back_gives_its_place_back(
    accepted, times
) -> None:
    times("places = 2", "places = 1")
    first = accepted()
    second = accepted()
    first.pick(FIRST)
    assert FIRST not in offers(second.client.get(PAGE).text)
    post(first.client, "/app/my/cancel/")
    assert FIRST in offers(second.client.get(PAGE).text)
    assert first.client.get(PAGE).location == "/app/my/"


def test_what_is_accepted_again_is_agreed_on_anew(accepted, reviewer) -> None:
    shop = accepted()
    shop.pick(THIRD)
    path = f"/app/staff/applications/{shop.number}/"
    back = {"version": journeys.version(reviewer), "measures": "再写清楚"}
    post(reviewer, f"{path}return/", path, **back)
    assert IN_THE_MORNING not in shop.home
    post(shop.client, "/app/apply/check/", **journeys.COMMITMENT)
    assert BUTTON not in shop.home


def test_whom_nobody_came_to_picks_another_time_without_having_moved(
    accepted, office
) -> None:
    shop = accepted()
    shop.pick(FIRST)
    shop.pick(SECOND)
    client = later(shop.client, office, days=2)
    home = client.get("/app/my/").text
    assert f"约好的时间（{IN_THE_MORNING}）过了" in home and "另选时间" in home
    assert "加到手机日历" not in home
    offered = offers(client.get(PAGE).text)
    assert post(client, PAGE, at=offered[0]).status_code == 302
    assert "有人上门核验" in client.get("/app/my/").text
    with office.database.reading() as session:
        assert session.scalars(select(Appointment.moves)).one() == 1


def test_shortly_before_the_time_it_can_no_longer_be_moved(accepted, office) -> None:
    shop = accepted()
    shop.pick(FIRST)
    client = later(shop.client, office, hours=3)
    page = client.get(PAGE).text
    assert "马上就到约好的时间了" in page and offers(page) == []


def test_a_check_that_is_noted_ends_it_and_a_second_look_has_a_time_too(
    accepted, staff, office
) -> None:
    shop = accepted()
    shop.pick(FIRST)
    worker = staff("grid_worker", (), ("qiantou-2",))
    journeys.check(worker, shop.reference, masks="failed")
    assert AT_TWO not in shop.home and BUTTON not in shop.home
    client = later(shop.client, office, hours=1)
    assert post(client, "/app/my/recheck/", said="买好了").status_code == 302
    assert BUTTON in client.get("/app/my/").text
    assert post(client, PAGE, at=SECOND).status_code == 302
    client.get("/app/my/")
    assert f"{IN_THE_MORNING} 有人上门核验" in client.get("/app/my/").text
    journeys.check(worker, shop.reference)
    assert IN_THE_MORNING not in client.get("/app/my/").text


def test_nobody_sees_or_takes_the_time_of_somebody_else(accepted, app) -> None:
    shop = accepted()
    shop.pick(FIRST)
    other = app.test_client()
    journeys.register(other, name="示例别家")
    assert other.get(f"{PAGE}visit.ics").status_code == 404
    assert other.get(PAGE).location == "/app/my/"
    assert AT_TWO not in other.get("/app/my/").text


@pytest.mark.parametrize("at", ["", "nonsense", "2020-03-06T03:00:00+08:00"])
def test_what_is_no_time_is_asked_again(accepted, at) -> None:
    answer = accepted().pick(at)
    assert answer.status_code == 200 and "请选一个时间" in answer.text
    assert len(offers(answer.text)) == 3


def test_the_file_for_a_calendar_has_the_own_name_and_the_phone_of_the_office(
    accepted,
) -> None:
    shop = accepted()
    shop.pick(SECOND)
    answer = shop.client.get(f"{PAGE}visit.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.data.decode().replace("\r\n ", "")
    assert "DTSTART:20200306T010000Z" in text and "DTEND:20200306T020000Z" in text
    assert "SUMMARY:上门核验：示例第1店" in text and "示例路 8 号" in text
    assert "0595-2200 0300" in text and shop.reference in text
    assert "金丝雀" not in text and "13800009876" not in text
    assert "SEQUENCE:0" in text
    shop.pick(FIRST)
    moved = shop.client.get(f"{PAGE}visit.ics").data.decode()
    assert "SEQUENCE:1" in moved
    assert re.search("UID:.+", moved)[0] == re.search("UID:.+", text)[0]


def test_the_step_itself_refuses_what_the_page_no_longer_offers(
    accepted, office
) -> None:
    shop = accepted()
    shop.pick(SECOND)
    shop.pick(THIRD)
    by = {"actor": Actor("enterprise", shop.reference), "now": NOW}
    with office.database.writing() as session:
        unit = by_reference(session, shop.reference)
        visit = queries.visit_due(session, unit, CAMPAIGN)
        first = datetime.fromisoformat(FIRST)
        with pytest.raises(Refused, match="改过一次"):
            operations.pick(session, office, visit, first, **by)
        assert queries.agreed(session, visit).begins_at == datetime.fromisoformat(THIRD)
