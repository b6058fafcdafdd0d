"""Staff see the agreed times by time and building, narrow lists by them, and set or move one for whoever calls."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from forms_app.base.exports import views
from forms_app.permits.appointments.queries import unfinished
from tests import journeys
from tests.base.exports.test_exports import until_ready
from tests.conftest import post, token
from tests.permits.appointments.conftest import FIRST, PAGE, SECOND, THIRD
from tests.permits.appointments.test_picking import (
    AT_TWO,
    IN_THE_MORNING,
    later,
    offers,
)

AGENDA = "/app/staff/lists/agenda/"
QUEUE = "/app/staff/applications/"


def names(page: str) -> list[str]:
    """In the order in which they stand."""
    return list(dict.fromkeys(re.findall("示例第.店", page)))


@pytest.fixture
def worker(staff):
    return staff("grid_worker", (), ("qiantou-2",))


def test_the_day_is_by_time_then_by_building(accepted, worker, times, staff) -> None:
    times("places = 2", "places = 3")
    for address, at in (
        ("示例路 9 号", FIRST),
        ("示例路 2 号", "2020-03-05T15:00:00+08:00"),
        ("示例路 1 号", FIRST),
        ("示例路 5 号", SECOND),
    ):
        accepted(address=address).pick(at)
    page = worker.get(AGENDA).text
    assert names(page) == ["示例第3店", "示例第1店", "示例第2店"]
    assert AT_TWO in page and "示例路 9 号" in page and "13800009876" not in page
    assert names(worker.get(f"{AGENDA}?days=tomorrow").text) == ["示例第4店"]
    assert len(names(worker.get(f"{AGENDA}?days=").text)) == 4
    assert names(worker.get(f"{AGENDA}?days=&squad=qiantou-squad-1").text) == []
    assert len(names(worker.get(f"{AGENDA}?days=&squad=qiantou-squad-2").text)) == 4
    other = staff("grid_worker", (), ("qiantou-1",))
    assert names(other.get(f"{AGENDA}?days=").text) == []


def test_the_applications_say_and_are_narrowed_by_the_agreed_time(
    accepted, reviewer, office
) -> None:
    first = accepted()
    accepted()
    first.pick(SECOND)
    page = reviewer.get(QUEUE).text
    assert IN_THE_MORNING in page and "约好的上门时间" in page
    for asked, found in (
        ("tomorrow", ["示例第1店"]),
        ("none", ["示例第2店"]),
        ("today", []),
        ("missed", []),
    ):
        shown = names(reviewer.get(f"{QUEUE}?agreed={asked}").text)
        assert shown == found, asked
    moved = later(reviewer, office, days=2)
    assert names(moved.get(f"{QUEUE}?agreed=missed").text) == ["示例第1店"]
    assert names(moved.get(f"{AGENDA}?days=missed").text) == ["示例第1店"]
    (office.accepted / "rules" / "check-times.toml").unlink()
    assert "约好的上门时间" not in reviewer.get(QUEUE).text


def test_a_phone_has_those_with_a_time_first_by_their_time(accepted, worker) -> None:
    shops = [accepted() for _number in range(3)]
    shops[2].pick(FIRST)
    shops[1].pick(SECOND)
    stops = worker.get("/app/staff/checks/today.json").json["stops"]
    assert [one["name"] for one in stops] == ["示例第3店", "示例第2店", "示例第1店"]
    assert stops[0]["why"].startswith(AT_TWO) and "3月" not in stops[2]["why"]


def test_staff_agree_on_a_time_by_phone_and_move_it_as_often_as_they_are_called(
    accepted, worker, reviewer
) -> None:
    shop = accepted()
    page = f"/app/staff/enterprises/{shop.reference}/visit/"
    unit = f"/app/staff/enterprises/{shop.reference}/"
    assert "还没有约上门核验的时间" in worker.get(unit).text
    assert post(worker, page, at=FIRST).location == unit
    assert f"{AT_TWO} 有人上门核验" in shop.home
    for at in (THIRD, SECOND):
        assert post(worker, page, at=at).status_code == 302
    worker.get(unit)
    assert IN_THE_MORNING in worker.get(unit).text
    assert IN_THE_MORNING in reviewer.get(f"{QUEUE}{shop.number}/").text
    assert "改了上门核验的时间" in worker.get(unit).text
    shop.pick(FIRST)
    assert AT_TWO in shop.home, "its own move is left to it"


def test_staff_are_offered_every_free_time_and_no_full_one(
    accepted, worker, times
) -> None:
    times("places = 2", "places = 1")
    first = accepted()
    second = accepted()
    page = f"/app/staff/enterprises/{second.reference}/visit/"
    assert f'value="{FIRST}"' in worker.get(page).text
    late = {"csrf_token": token(worker, page), "at": FIRST}
    first.pick(FIRST)
    refused = worker.post(page, data=late)
    assert refused.status_code == 409 and "刚刚约满了" in refused.text
    shown = worker.get(page).text
    assert f'value="{FIRST}"' not in shown and "3月16日" in shown
    assert FIRST not in offers(second.client.get(PAGE).text)


def test_a_time_is_set_within_ones_own_grids_only(accepted, staff, reviewer) -> None:
    shop = accepted()
    page = f"/app/staff/enterprises/{shop.reference}/visit/"
    assert staff("grid_worker", (), ("xunmei-1",)).get(page).status_code == 404
    nobody = "/app/staff/enterprises/QT-AAAA22/visit/"
    assert reviewer.get(nobody).status_code == 404


def test_nothing_is_set_where_no_check_is_due(accepted, worker) -> None:
    shop = accepted()
    page = f"/app/staff/enterprises/{shop.reference}/visit/"
    late = {"csrf_token": token(worker, page), "at": FIRST}
    journeys.check(worker, shop.reference)
    assert worker.get(page).status_code == 302
    assert worker.post(page, data=late).status_code == 302
    assert AT_TWO not in shop.home


def test_a_second_look_is_due_when_it_was_agreed_on(accepted, worker, office) -> None:
    shop = accepted()
    journeys.check(worker, shop.reference, masks="failed")
    client = later(shop.client, office, hours=1)
    post(client, "/app/my/recheck/", said="")
    desk = worker.get("/app/staff/").text
    assert "说整改好了，请去复核" in desk and "3月9日" not in desk
    assert post(client, PAGE, at="2020-03-09T09:00:00+08:00").status_code == 302
    assert "3月9日 10:00" in worker.get("/app/staff/").text
    later_page = worker.get(f"{AGENDA}?days=later").text
    assert "3月9日（周一）上午9:00–10:00" in later_page and "复核" in later_page


def test_what_was_agreed_is_kept_until_somebody_was_there(
    accepted, worker, office
) -> None:
    shop = accepted()
    shop.pick(FIRST)
    with office.database.reading() as session:
        assert unfinished(session) == 1
    journeys.check(worker, shop.reference)
    with office.database.reading() as session:
        assert unfinished(session) == 0


def test_a_large_sheet_made_by_the_way_has_the_agreed_times_too(
    accepted, reviewer, monkeypatch
) -> None:
    accepted().pick(SECOND)
    monkeypatch.setattr(views, "AT_ONCE", 0)
    sheets = "/app/staff/sheets/applications/?list=agreed%3Dtomorrow"
    asked = post(reviewer, sheets, QUEUE)
    assert not asked.location.endswith("file")
    until_ready(reviewer, asked.location)
    sheet = load_workbook(io.BytesIO(reviewer.get(f"{asked.location}file").data)).active
    header, row = sheet.values
    assert (
        dict(zip(header, row, strict=True))["约好的上门时间"]
        == f"2020年{IN_THE_MORNING}"
    )
