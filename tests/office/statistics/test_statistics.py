"""Counts: by community, from our own rows; people never so that one could be found out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from forms_app.base.disclosure import exact_but_late, in_steps
from forms_app.office.desk.labels import PARTS, adds_up
from forms_app.office.statistics.public import ANSWERED, by_day, collect, counted
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage
from forms_app.publishing.site.overview import overview
from tests import journeys
from tests.conftest import NOW, post
from tests.people.rosters.test_roster import HEADER, paste, rows, take


def test_received_decided_and_left_are_counted_by_community(client, office) -> None:
    journeys.register(client)
    journeys.apply(client)
    with office.database.reading() as session:
        counted = collect(session, NOW, {}, {})["communities"]
    assert list(counted) == ["qiantou"]
    assert {
        name: counted["qiantou"][name]
        for name in ("received_today", "decided_today", "left_today", "received")
    } == {
        "received_today": 1,
        "decided_today": 0,
        "left_today": 1,
        "received": 1,
    }
    assert counted["qiantou"]["workers"] is None, "nobody is back before the approval"


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=40))
def test_workers_are_exact_but_never_those_of_one_enterprise(enterprises) -> None:
    """Enterprises are decided one by one, and the public looks after some of them: what changes is never one's own."""
    total = 0
    since = 0
    printed = None
    for workers, looks in enterprises:
        total = total + workers
        since = since + 1
        if looks and total != printed:
            now = exact_but_late(total, printed, since)
            if now != printed:
                assert now == total >= 5 and since >= 3, (
                    "the step between two days holds three enterprises"
                )
                assert total - (printed or 0) >= since + 5, "of no few people"
                printed = now
                since = 0


@given(st.lists(st.integers(0, 60), min_size=2, max_size=40))
def test_people_who_stay_in_are_told_in_tens_and_one_person_never_moves_the_number(
    counts,
) -> None:
    printed = None
    for number in counts:
        now = in_steps(number, printed)
        assert now is None or (now >= 10 and now % 10 == 0)
        is_last = printed == 10 and number <= 5
        assert now == printed or is_last or abs(number - (printed or 0)) >= 10
        for other in (
            number - 1,
            number + 1,
        ):  # one person more or fewer, where nothing was due
            if abs(number - (printed or 0)) < 9 and other > 5 and number > 5:
                assert in_steps(other, printed) == now
        printed = now


def test_people_who_stay_in_are_counted_by_community(office, client) -> None:
    journeys.register(client)
    page = paste(client, HEADER + "".join(rows(30)))
    take(client, page)
    shown: dict = {}
    with office.database.reading() as session:
        counted = collect(session, NOW, {}, shown)["communities"]["qiantou"]
    assert counted["staying_in"] == 30 and counted["workers"] is None
    post(client, "/app/my/people/1/leave/", on="3月4日")
    with office.database.reading() as session:
        assert (
            collect(session, NOW, {}, shown)["communities"]["qiantou"]["staying_in"]
            == 30
        ), "one does not show"


def test_the_time_of_the_figures_stays_while_they_do(client, office) -> None:
    from datetime import timedelta

    with office.database.reading() as session:
        first = collect(session, NOW, {}, {})
        assert collect(session, NOW + timedelta(hours=1), first, {}) == first


def test_each_day_has_what_was_received_and_answered_and_every_day_is_there(
    client, office
) -> None:
    journeys.register(client)
    journeys.apply(client)
    with office.database.reading() as session:
        days = by_day(session, NOW)
    assert (
        len(days) == 14
        and days[-1] == ("2020-03-05", 1, 0)
        and days[0] == ("2020-02-21", 0, 0)
    )


def test_the_days_work_sums_what_was_counted_and_nothing_of_people() -> None:
    counted = {
        "received_today": 2,
        "decided_today": 1,
        "left_today": 1,
        "received": 9,
        "decided": 8,
        "workers": 40,
    }
    letters = [
        {"kind": "letter", "posted_percent": 100},
        {"kind": "poster", "posted_percent": 3},
    ]
    figures = {
        "communities": {"a": counted, "b": {**counted, "received": 4}},
        "visits": {"a": {"visits": 5, "enterprises": 3, "raised": 2, "answered": 1}},
        "meetings": {
            "communities": {
                "b": {"raised": 4, "answered": 4, "with_measure": 3, "closed": 2}
            }
        },
        "publicity": {"communities": {"a": letters, "gone": letters}},
    }
    work = overview(figures, {"a": 7, "b": 1}, {"a": "甲", "b": "乙"})
    assert (
        work.numbers["received"] == 13
        and work.numbers["valid"] == 8
        and ("with_measure", 3) in work.settled
    )
    assert len(work.numbers) == 6 and not {"workers", "staying_in"} & set(work.numbers)
    assert work.posted == [("甲", 100)] and work.settled[-1] == ("closed", 2)
    assert overview({}, {}, {}).numbers["received"] == 0


@pytest.mark.walk
def test_what_was_received_is_the_sum_of_its_parts(client, app, office) -> None:
    """However applications stand: nothing that came in is in no part, or in two."""
    for n, stage in enumerate(Stage):
        unit = app.test_client()
        journeys.register(unit, name=f"示例 {n} 号店", address=f"示例路 {n + 1} 号")
        journeys.apply(unit)
        with office.database.writing() as session:
            last = select(Application).order_by(Application.id.desc()).limit(1)
            application = session.scalars(last).one()
            application.stage = stage
            application.decided_at = NOW if stage in ANSWERED else None
    with office.database.reading() as session:
        figures = counted(session, NOW)["qiantou"]
    assert figures["received"] == len(Stage)
    assert sum(figures[name] for name in PARTS) == figures["received"]
    assert "等申请人补正或整改 3" in adds_up(figures)
    assert adds_up({"received": 1}) == "", "a day that was closed before"
