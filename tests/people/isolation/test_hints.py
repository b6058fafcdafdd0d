"""What is worth a look: found at night, shown without a score, never on a page load."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from forms_app.people.isolation import hints
from forms_app.people.isolation.models import Hint, Reading, SlotReport
from forms_app.people.rosters.models import Person
from tests import journeys
from tests.conftest import NOW, post
from tests.people.isolation import daily

DAY = NOW.date() - timedelta(days=1)


@pytest.fixture
def ids(client, office) -> list[int]:
    """Five people, two in isolation."""
    journeys.register(client)
    return daily.people(office, days_ago=20)


def read(
    office, person_id: int, day: date, slot: str, celsius: str | None, count: int = 1
) -> None:
    with office.database.writing() as session:
        firm = session.get_one(Person, person_id).enterprise_id
        for n in range(count):
            report = SlotReport(
                enterprise_id=firm, day=day, slot=slot, client_id=f"{person_id}-{day}-{slot}-{n}", written_at=NOW,
                received_at=NOW, source="enterprise", covers=0, is_late=False, nobody=False, follows="", by="e",
            )  # fmt: skip
            report.readings = [
                Reading(
                    person_id=person_id,
                    day=day,
                    slot=slot,
                    celsius=celsius,
                    unwell=False,
                    received_at=NOW,
                )
            ]
            session.add(report)


def found(office) -> list[tuple[int | None, str]]:
    with office.database.writing() as session:
        hints.compute(session, DAY, NOW, daily.rule(office))
    with office.database.reading() as session:
        return [
            (hint.person_id, hint.kind)
            for hint in session.scalars(select(Hint).order_by(Hint.id))
        ]


def week(office, person_id: int, values: list[str]) -> None:
    for n, value in enumerate(values):
        read(
            office,
            person_id,
            DAY - timedelta(days=n // 2),
            ("evening", "morning")[n % 2],
            value,
        )


def test_the_same_value_for_a_week_is_worth_a_look_once(ids, office) -> None:
    week(office, ids[0], ["36.5"] * 14)
    week(office, ids[1], ["36.5"] * 13 + ["36.6"])
    assert found(office) == [(ids[0], "same-value")]
    assert found(office) == [(ids[0], "same-value")], "run twice, it finds nothing new"


def test_six_days_of_the_same_are_nothing(ids, office) -> None:
    week(office, ids[0], ["36.5"] * 12)
    assert found(office) == []


@pytest.mark.parametrize(
    ("evening", "is_one"), [("39.5", False), ("39.6", True), ("33.4", True)]
)
def test_a_jump_of_more_than_three_degrees(ids, office, evening, is_one) -> None:
    read(office, ids[0], DAY, "morning", "36.5")
    read(office, ids[0], DAY, "evening", evening)
    assert found(office) == ([(ids[0], "impossible-jump")] if is_one else [])


def test_with_a_slot_missing_between_no_jump_is_said(ids, office) -> None:
    read(office, ids[0], DAY - timedelta(days=1), "morning", "36.0")
    read(office, ids[0], DAY, "morning", "39.9")
    assert found(office) == []


def test_over_night_is_one_step(ids, office) -> None:
    read(office, ids[0], DAY - timedelta(days=1), "evening", "36.0")
    read(office, ids[0], DAY, "morning", "39.9")
    assert found(office) == [(ids[0], "impossible-jump")]


def test_a_hundred_reports_in_one_second(ids, office) -> None:
    read(office, ids[2], DAY, "morning", None, 99)
    assert found(office) == []
    read(office, ids[3], DAY, "morning", None, 1)
    assert found(office) == [(None, "all-at-once")]


def test_a_report_of_somebody_who_left(ids, office) -> None:
    read(office, ids[2], DAY, "morning", "36.5")
    with office.database.writing() as session:
        session.get_one(Person, ids[2]).left_on = DAY - timedelta(days=1)
    assert found(office) == [(ids[2], "somebody-who-left")]


def test_the_command_looks_at_yesterday_and_the_office_sees_it_without_a_score(
    ids, app, office, staff
) -> None:
    week(office, ids[0], ["36.5"] * 14)
    answer = app.test_cli_runner().invoke(args=["hints"])
    assert answer.exit_code == 0 and "2020-03-04: 1 new hints." in answer.output
    reviewer = staff("reviewer", ("qiantou",))
    other = staff("reviewer", ("xunmei",))
    assert (
        staff("grid_worker", (), ("qiantou-2",)).get("/app/staff/hints/").status_code
        == 403
    )
    page = reviewer.get("/app/staff/hints/").text
    assert (
        "很多天都是同一个读数" in page
        and "示例甲" in page
        and "示例甲" not in other.get("/app/staff/hints/").text
    )
    assert "值得看一眼的" in reviewer.get("/app/staff/reports/").text
    assert (
        post(other, "/app/staff/hints/1/seen/", "/app/staff/password/").status_code
        == 404
    )
    assert (
        post(reviewer, "/app/staff/hints/1/seen/", "/app/staff/hints/").status_code
        == 302
    )
    assert "没有。" in reviewer.get("/app/staff/hints/").text


def test_opening_a_page_computes_nothing(ids, office, staff) -> None:
    week(office, ids[0], ["36.5"] * 14)
    staff("reviewer", ("qiantou",)).get("/app/staff/reports/")
    with office.database.reading() as session:
        assert session.scalars(select(Hint)).all() == []
