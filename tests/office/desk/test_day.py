"""The desk and the day's close: nothing open disappears between days; what is left has its reason and comes first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader, end_of
from forms_app.ledger.items import operations
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.office.desk.models import DayClose
from forms_app.office.desk.operations import close_day, reopen_day
from forms_app.office.desk.queries import LOOKED_BACK, close_of, left_before, open_days
from forms_app.office.desk.rules import in_order
from forms_app.office.desk.worklist import due_today, every
from forms_app.permits.enterprises.models import Enterprise
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.conftest import NOW, post

CLOSE = "/app/staff/day/qiantou/close/"
SHEET = "/app/staff/day/qiantou/2020-03-05/"


@pytest.fixture
def officer(client, staff, office):
    """Somebody of the office with a request that is due today and one that is due next week."""
    reference = journeys.register(client)[0]
    found = staff("office", ("qiantou",))
    for title, due in (
        ("口罩买不到", "2020-03-05T17:00"),
        ("宿舍不够", "2020-03-12T17:00"),
    ):
        post(
            found,
            "/app/staff/items/new/request/",
            reference=reference,
            title=title,
            due_at=due,
        )
    return found


def test_a_day_is_closed_with_a_reason_for_each_thing_left_which_comes_first_tomorrow(
    officer, office
) -> None:
    desk = officer.get("/app/staff/").text
    assert desk.index("口罩买不到") < desk.index("宿舍不够")
    shown = officer.get(CLOSE).text
    assert "口罩买不到" in shown and "宿舍不够" not in shown, (
        "only what is due by the end of today is asked about"
    )
    refused = post(officer, CLOSE, for_all="")
    assert refused.status_code == 200 and "还有 1 件没有写" in refused.text
    assert post(officer, CLOSE, for_all="等街道答复").location == SHEET
    printed = officer.get(SHEET).text
    assert "口罩买不到" in printed and "等街道答复" in printed
    with office.database.reading() as session:
        closed = session.scalars(select(DayClose)).one()
        trail = audit.history(session, "qiantou/day-2020-03-05")
    assert (
        closed.head in printed
        and trail[-1][0].details["left"] == 1
        and trail[-1][0].entry_hash == closed.head
    )
    twice = post(officer, CLOSE, for_all="再来一次")
    assert "已经日结了" in twice.text
    assert (
        post(officer, f"{SHEET}reopen/", SHEET, reason="又来了一件").status_code == 302
    )
    post(officer, CLOSE, for_all="等街道答复")
    with office.database.writing() as session:  # the night passes
        session.scalars(select(DayClose)).one().day = date(2020, 3, 4)
        session.get(Item, 2).due_at = datetime(
            2020, 3, 5, 8, tzinfo=SHANGHAI
        )  # earlier than what was left
        session.get(Item, 1).due_at = datetime(2020, 3, 6, 8, tzinfo=SHANGHAI)
    desk = officer.get("/app/staff/").text
    assert (
        desk.index("口罩买不到") < desk.index("宿舍不够")
        and "上一次日结留下：等街道答复" in desk
    )


def test_a_day_nobody_closed_says_so(officer, office) -> None:
    post(officer, CLOSE, for_all="等街道答复")
    with office.database.writing() as session:
        session.scalars(select(DayClose)).one().day = date(2020, 3, 3)
    assert "前头社区 3月4日 没有日结" in officer.get("/app/staff/").text.replace(
        "&nbsp;", " "
    )
    assert "3月4日" in officer.get("/app/staff/day/").text


def test_the_close_is_right_after_a_grid_was_drawn_again(
    officer, staff, office
) -> None:
    worker = staff("grid_worker", (), ("qiantou-1",))
    assert "口罩买不到" not in worker.get("/app/staff/").text
    with office.database.writing() as session:
        session.scalars(select(Enterprise)).one().grid = "qiantou-1"
    assert (
        "口罩买不到" in worker.get("/app/staff/").text
        and "口罩买不到" in officer.get(CLOSE).text
    )
    assert worker.get(CLOSE).status_code == 403
    elsewhere = staff("office", ("xunmei",))
    assert elsewhere.get(CLOSE).status_code == 404


NUMBERS = count()


def machine(office) -> type[RuleBasedStateMachine]:
    """Requests come, are answered, passed on or drawn into another grid, days are closed or not; on the real database."""

    class Days(RuleBasedStateMachine):
        items = Bundle("items")

        def __init__(self) -> None:
            super().__init__()
            self.community = f"c{next(NUMBERS)}"
            self.now = NOW
            self.actor = Actor(
                "staff", "office", Role.OFFICE, frozenset({self.community})
            )
            self.office = office
            self.closed: list[date] = []
            self.session = office.database.writing().__enter__()

        def by(self) -> dict[str, Any]:
            return {"actor": self.actor, "now": self.now}

        def reader(self) -> Reader:
            return Reader(self.office, self.session, self.actor, self.now)

        def open_items(self) -> list[Item]:
            found = select(Item).where(
                Item.community == self.community, Item.status.in_(UNFINISHED)
            )
            return list(self.session.scalars(found))

        @rule(target=items, days=st.none() | st.integers(-1, 3))
        def come(self, days: int | None) -> Item:
            due = None if days is None else self.now + timedelta(days=days)
            item = operations.raise_item(
                self.session, REQUEST, Place(self.community), "一件事", **self.by()
            )
            item.due_at = due
            return item

        @rule(
            item=items,
            way=st.sampled_from(["answer", "drop", "reopen", "hand over", "redraw"]),
        )
        def work(self, item: Item, way: str) -> None:
            is_open = item.status in UNFINISHED
            if way == "redraw":
                item.grid = f"{self.community}-1"
            elif way == "reopen" and not is_open:
                operations.reopen(self.session, item, "又来了", **self.by())
            elif way == "answer" and is_open:
                operations.finish(
                    self.session, item, REQUEST, answer="好的", **self.by()
                )
            elif way == "drop" and is_open:
                operations.drop(self.session, item, "不用了", **self.by())
            elif way == "hand over" and is_open:
                operations.hand_over(self.session, item, "staff/other", **self.by())

        @rule(reason=st.sampled_from(["等答复", " "]))
        def close(self, reason: str) -> None:
            end = end_of(self.now.date())
            due = {
                f"item/{one.id}"
                for one in self.open_items()
                if one.due_at and one.due_at <= end
            }
            asked = due_today(self.reader(), self.community)
            assert {one.key for one in asked} == due
            may = self.now.date() not in self.closed and (reason.strip() or not due)
            try:
                reasons = dict.fromkeys(due, reason)
                closed = close_day(
                    self.session, self.community, asked, reasons, {}, **self.by()
                )
            except Refused:
                assert not may
                return
            assert may and {
                left.key: left.reason for left in closed.left
            } == dict.fromkeys(due, "等答复")
            self.closed.append(self.now.date())

        @precondition(lambda self: self.closed and self.closed[-1] == self.now.date())
        @rule()
        def reopen_the_day(self) -> None:
            found = close_of(self.session, self.community, self.closed.pop())
            reopen_day(self.session, found, "又来了一件", **self.by())
            self.session.flush()

        @rule()
        def night(self) -> None:
            self.now += timedelta(days=1)

        @invariant()
        def nothing_open_disappears_and_what_was_left_comes_first(self) -> None:
            left = {
                one.key
                for one in left_before(self.session, [self.community], self.now.date())
            }
            shown = [
                one.key
                for one in in_order(every(self.reader()), dict.fromkeys(left, ""))
            ]
            assert sorted(shown) == sorted(
                f"item/{one.id}" for one in self.open_items()
            )
            marks = [key in left for key in shown]
            assert marks == sorted(marks, reverse=True)

        @invariant()
        def every_day_since_the_first_close_is_closed_or_said_not_to_be(self) -> None:
            told = open_days(self.session, self.community, self.now.date())
            first = max(
                min(self.closed, default=self.now.date()),
                self.now.date() - timedelta(days=LOOKED_BACK),
            )
            days = {
                first + timedelta(days=n) for n in range((self.now.date() - first).days)
            }
            assert set(told) == days - set(self.closed)

        def teardown(self) -> None:
            self.session.rollback()
            self.session.close()

    return Days


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="about the order of steps, not about the database")
def test_nothing_open_disappears_between_days_whatever_happens(
    app, office, request
) -> None:
    number = 300 if request.config.getoption("--long") else 20
    some = settings(
        max_examples=number,
        stateful_step_count=16,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with app.test_request_context():
        run_state_machine_as_test(machine(office), settings=some)
