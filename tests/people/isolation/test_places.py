"""Whoever must go to a designated place gets a room of the list; a full one takes nobody."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.audit import AuditEntry
from forms_app.people.isolation.models import DesignatedPlace
from tests import journeys
from tests.conftest import post
from tests.people.isolation.test_cases import (
    ISOLATION,
    PLAN,
    act,
    add,
    go_to,
    open_case,
    the_case,
)
from tests.stored import everything_stored

PLACES = f"{ISOLATION}places/"
HOTEL = "金丝雀酒店"
TO_DESIGNATED = {"mode": "designated", "place": "302 房", "reason": "家里住不下"}


@pytest.fixture
def reference(client) -> str:
    return journeys.register(client)[0]


@pytest.fixture
def worker(staff):
    return staff("grid_worker", (), ("qiantou-2",))


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


@pytest.fixture
def hotel(officer) -> str:
    """A place with one room; its address."""
    answer = post(officer, PLACES, community="qiantou", name=HOTEL, rooms="1")
    assert answer.status_code == 302
    return f"{PLACES}1/"


def two_people(client, office) -> None:
    go_to(office, "2020-03-01")
    add(client)
    add(client, name="金丝雀员工二", phone="13800001202")


def test_a_case_takes_a_room_and_the_list_says_how_many_are_free(
    client,
    worker,
    officer,
    office,
    reference,
    hotel,
) -> None:
    two_people(client, office)
    assert "还空 1 间" in officer.get(PLACES).text
    page = worker.get(f"{ISOLATION}open/{reference}/1/").text
    assert f"{HOTEL}，还空 1 间" in page
    answer = open_case(worker, reference, designated="1", **TO_DESIGNATED)
    assert answer.status_code == 302
    assert the_case(office).place == f"{HOTEL} 302 房"
    text = officer.get(PLACES).text
    assert "住满" in text and "共 1 间，住了 1 间" in text
    assert "金丝雀员工" in officer.get(hotel).text
    second = open_case(worker, reference, 2, designated="1", **TO_DESIGNATED)
    assert "住满了，请换一个隔离点" in second.text
    act(worker, "stop", why="error", reason="点错了人")
    assert "还空 1 间" in officer.get(PLACES).text


def test_where_there_is_a_list_a_place_is_chosen_and_at_home_none_is(
    client,
    worker,
    office,
    reference,
    hotel,
) -> None:
    two_people(client, office)
    none = open_case(worker, reference, designated="", **TO_DESIGNATED)
    assert "请选一个指定隔离点" in none.text
    assert open_case(worker, reference, designated="1").status_code == 302
    assert the_case(office).designated_place_id is None, "who stays at home takes none"


def test_without_a_list_the_place_is_written(
    client,
    worker,
    office,
    reference,
) -> None:
    two_people(client, office)
    page = worker.get(f"{ISOLATION}open/{reference}/1/").text
    assert 'name="designated"' not in page
    assert open_case(worker, reference, **TO_DESIGNATED).status_code == 302
    assert the_case(office).place == "302 房"


def test_a_closed_place_takes_nobody_until_it_is_used_again(
    client,
    officer,
    worker,
    office,
    reference,
    hotel,
) -> None:
    two_people(client, office)
    post(officer, PLACES, community="qiantou", name="示例公寓", rooms="2")
    post(officer, f"{hotel}close/", hotel)
    assert HOTEL not in worker.get(f"{ISOLATION}open/{reference}/1/").text
    closed = open_case(worker, reference, designated="1", **TO_DESIGNATED)
    assert "请选一个指定隔离点" in closed.text
    assert post(officer, f"{hotel}close/", hotel).status_code == 409
    post(officer, f"{hotel}reopen/", hotel)
    assert (
        open_case(worker, reference, designated="1", **TO_DESIGNATED).status_code == 302
    )


def test_somebody_moves_to_another_place(
    client,
    officer,
    worker,
    office,
    reference,
    hotel,
) -> None:
    two_people(client, office)
    open_case(worker, reference, designated="1", **TO_DESIGNATED)
    post(officer, PLACES, community="qiantou", name="示例公寓", rooms="2")
    named = {name: PLAN[name] for name in ("enterprise_supervisor", "follow_up")}
    act(
        worker,
        "change",
        designated="2",
        place="示例公寓 5 号",
        grid_supervisor=PLAN["grid_supervisor"],
        reason="换一处",
        **named,
    )
    kept = the_case(office)
    assert (kept.designated_place_id, kept.place) == (2, "示例公寓 5 号")
    assert (
        "还空 1 间" in officer.get(hotel).text
        or "还空 1 间" in officer.get(PLACES).text
    )


def test_two_windows_do_not_write_over_each_other_and_each_change_leaves_an_entry(
    officer,
    office,
    hotel,
) -> None:
    old = re.search(r'name="version" value="(\d+)"', officer.get(hotel).text)[1]
    assert post(officer, hotel, version=old, name=HOTEL, rooms="3").status_code == 302
    assert post(officer, hotel, version=old, name=HOTEL, rooms="9").status_code == 409
    with office.database.reading() as session:
        assert session.get(DesignatedPlace, 1).rooms == 3
        told = [
            entry.action for entry, _why in audit.history(session, "designated-place/1")
        ]
        details = session.scalars(
            select(AuditEntry.details).where(AuditEntry.subject == "designated-place/1")
        ).all()
    assert told == ["designated-place.add", "designated-place.change"]
    assert HOTEL not in str(details)
    assert HOTEL not in everything_stored(office)


def test_another_community_sees_that_there_is_one_and_changes_nothing(
    staff, hotel
) -> None:
    other = staff("reviewer", ("xunmei",))
    assert HOTEL in other.get(PLACES).text
    assert other.get(hotel).status_code == 404
    assert staff("grid_worker", (), ("qiantou-2",)).get(PLACES).status_code == 403
