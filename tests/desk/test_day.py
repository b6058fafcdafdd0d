"""The desk and the day's close: nothing open disappears between days; what is left has its reason and comes first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from forms_app import audit
from forms_app.clock import SHANGHAI
from forms_app.desk.models import DayClose
from forms_app.desk.rules import Thing, in_order, not_closed, without_reason
from forms_app.enterprises.models import Enterprise
from forms_app.items.models import Item
from tests import journeys
from tests.conftest import post

CLOSE = "/app/staff/day/qiantou/close/"
SHEET = "/app/staff/day/qiantou/2020-03-05/"


@pytest.fixture
def officer(client, staff, office):
    """Somebody of the office with a request that is due today and one that is due next week."""
    reference = journeys.register(client)[0]
    found = staff("office", ("qiantou",))
    for title, due in (("口罩买不到", "2020-03-05T17:00"), ("宿舍不够", "2020-03-12T17:00")):
        post(found, "/app/staff/items/new/request/", reference=reference, title=title, due_at=due)
    return found


def test_a_day_is_closed_with_a_reason_for_each_thing_left_which_comes_first_tomorrow(officer, office) -> None:
    desk = officer.get("/app/staff/").text
    assert desk.index("口罩买不到") < desk.index("宿舍不够")
    shown = officer.get(CLOSE).text
    assert "口罩买不到" in shown and "宿舍不够" not in shown, "only what is due by the end of today is asked about"
    refused = post(officer, CLOSE, for_all="")
    assert refused.status_code == 200 and "还有 1 件没有写" in refused.text
    assert post(officer, CLOSE, for_all="等街道答复").location == SHEET
    printed = officer.get(SHEET).text
    assert "口罩买不到" in printed and "等街道答复" in printed
    with office.database.reading() as session:
        closed = session.scalars(select(DayClose)).one()
        trail = audit.history(session, "qiantou/day-2020-03-05")
    assert closed.head in printed and trail[-1][0].details["left"] == 1 and trail[-1][0].entry_hash == closed.head
    twice = post(officer, CLOSE, for_all="再来一次")
    assert "已经日结了" in twice.text
    assert post(officer, f"{SHEET}reopen/", SHEET, reason="又来了一件").status_code == 302
    post(officer, CLOSE, for_all="等街道答复")
    with office.database.writing() as session:  # the night passes
        session.scalars(select(DayClose)).one().day = date(2020, 3, 4)
        session.get(Item, 2).due_at = datetime(2020, 3, 5, 8, tzinfo=SHANGHAI)  # earlier than what was left
        session.get(Item, 1).due_at = datetime(2020, 3, 6, 8, tzinfo=SHANGHAI)
    desk = officer.get("/app/staff/").text
    assert desk.index("口罩买不到") < desk.index("宿舍不够") and "上一次日结留下：等街道答复" in desk


def test_a_day_nobody_closed_says_so(officer, office) -> None:
    post(officer, CLOSE, for_all="等街道答复")
    with office.database.writing() as session:
        session.scalars(select(DayClose)).one().day = date(2020, 3, 3)
    assert "前头社区 2020-03-04 没有日结" in officer.get("/app/staff/").text.replace("&nbsp;", " ")
    assert "2020-03-04" in officer.get("/app/staff/day/").text


def test_the_close_is_right_after_a_grid_was_drawn_again(officer, staff, office) -> None:
    worker = staff("grid_worker", (), ("qiantou-1",))
    assert "口罩买不到" not in worker.get("/app/staff/").text
    with office.database.writing() as session:
        session.scalars(select(Enterprise)).one().grid = "qiantou-1"
    assert "口罩买不到" in worker.get("/app/staff/").text and "口罩买不到" in officer.get(CLOSE).text
    assert worker.get(CLOSE).status_code == 403
    elsewhere = staff("office", ("xunmei",))
    assert elsewhere.get(CLOSE).status_code == 404


class Days(RuleBasedStateMachine):
    """Things come, are done or left, days are closed or not; the pure rules alone decide."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2020, 3, 5)
        self.open: dict[str, Thing] = {}
        self.left: dict[str, str] = {}
        self.closed: list[date] = []
        self.made = 0

    @rule(days=st.none() | st.integers(0, 4))
    def come(self, days: int | None) -> None:
        self.made += 1
        due = (
            None if days is None else datetime.combine(self.today + timedelta(days=days), datetime.min.time(), SHANGHAI)
        )
        key = f"item/{self.made}"
        self.open[key] = Thing(key, "request", "x", "", "", "qiantou", "", due)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def done(self, data: Any) -> None:
        del self.open[data.draw(st.sampled_from(sorted(self.open)))]

    @rule(give=st.booleans())
    def close(self, give: bool) -> None:
        end = datetime.combine(self.today + timedelta(days=1), datetime.min.time(), SHANGHAI)
        due = [one for one in self.open.values() if one.is_due(end)]
        reasons = {one.key: "等答复" for one in due} if give else {}
        if without_reason(due, reasons):
            assert due and not give
            return
        if self.today not in self.closed:
            self.closed.append(self.today)
            self.left = reasons

    @rule()
    def night(self) -> None:
        self.today += timedelta(days=1)

    @invariant()
    def nothing_open_disappears_and_what_was_left_comes_first(self) -> None:
        shown = in_order(self.open.values(), self.left)
        assert {one.key for one in shown} == set(self.open)
        marks = [one.key in self.left for one in shown]
        assert marks == sorted(marks, reverse=True)

    @invariant()
    def every_day_is_closed_or_said_not_to_be(self) -> None:
        first = date(2020, 3, 5)
        told = not_closed(self.closed, first, self.today)
        days = {first + timedelta(days=n) for n in range((self.today - first).days)}
        assert set(told) | (set(self.closed) - {self.today}) == days and not set(told) & set(self.closed)


TestDays = Days.TestCase
TestDays.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
