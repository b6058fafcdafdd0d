"""Which times there are, which of them are offered, and what the file of them may say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from forms_app.permits.appointments.rules import (
    CheckTimes,
    Off,
    Slot,
    Times,
    free,
    offered,
    slots,
)
from tests.conftest import NOW, PROJECT
from tests.publishing.test_rule_files import faults_in

pytestmark = pytest.mark.same_on_both
EVERY_DAY = frozenset(range(7))
MORNING = Times("morning", "a", (), EVERY_DAY, time(9), time(12), 60, 2)
GRID = Times("grid", "", ("a-2",), frozenset({0}), time(14), time(15), 60, 1)


def laid_down(*rows: Times, off: tuple[Off, ...] = (), hours: int = 2):
    """What holds on every day."""
    return lambda _day: CheckTimes(rows, off, timedelta(hours=hours))


def begins(found: list[Slot]) -> list[datetime]:
    return [one.begins for one in found]


def test_a_row_is_cut_into_visits_and_begins_some_hours_from_now() -> None:
    found = list(slots(laid_down(MORNING, hours=1), "a", "a-1", NOW))
    assert found[0].begins == NOW.replace(hour=11, minute=0)
    assert found[0].ends == NOW.replace(hour=12, minute=0)
    assert [one.begins.hour for one in found[1:4]] == [9, 10, 11]
    assert len(found) == 1 + 14 * 3


def test_what_is_left_at_the_end_is_too_short_for_a_visit() -> None:
    row = Times("row", "a", (), EVERY_DAY, time(9), time(10, 30), 60, 1)
    found = list(slots(laid_down(row), "a", "a-1", NOW))
    assert {one.begins.hour for one in found} == {9}


def test_a_grid_with_rows_of_its_own_uses_none_of_its_community() -> None:
    times = laid_down(MORNING, GRID)
    assert {one.pool for one in slots(times, "a", "a-2", NOW)} == {"grid"}
    assert {one.pool for one in slots(times, "a", "a-1", NOW)} == {"morning"}
    assert list(slots(times, "b", "b-1", NOW)) == []


def test_nobody_comes_on_days_off_and_days_on_which_the_office_is_shut() -> None:
    friday = date(2020, 3, 6)
    off = (
        Off(friday, friday, "a"),
        Off(date(2020, 3, 8), date(2020, 3, 9), ""),
        Off(date(2020, 3, 10), date(2020, 3, 10), "b"),
    )
    shut = {date(2020, 3, 7)}
    found = slots(laid_down(MORNING, off=off), "a", "a-1", NOW, shut)
    assert next(found).begins.date() == date(2020, 3, 10)


def test_each_day_has_the_times_of_the_version_that_holds_on_it() -> None:
    last = date(2020, 3, 6)
    before = laid_down(MORNING)(last)
    found = slots(lambda day: before if day <= last else None, "a", "a-1", NOW)
    assert {one.begins.date() for one in found} == {last}


def test_the_first_of_each_half_day_is_offered_then_the_next_best() -> None:
    afternoon = Times("later", "a", (), EVERY_DAY, time(14), time(17), 60, 1)
    both = list(slots(laid_down(MORNING, afternoon), "a", "a-1", NOW))
    assert [f"{one.begins:%d %H}" for one in offered(both)] == [
        "05 14",
        "06 09",
        "06 14",
    ]
    one_half = [one for one in both if one.begins.day == 6 and one.pool == "morning"]
    assert [one.begins.hour for one in offered(one_half)] == [9, 10, 11]
    assert offered(one_half[:1]) == one_half[:1]


def test_a_time_is_free_while_one_of_its_rows_has_a_place() -> None:
    twin = Times("twin", "a", (), EVERY_DAY, time(9), time(10), 60, 1)
    found = list(slots(laid_down(MORNING, twin), "a", "a-1", NOW))
    at = NOW.replace(day=6, hour=9, minute=0)
    assert [one.pool for one in free(found, {}) if one.begins == at] == ["morning"]
    taken = {("morning", at): 2}
    assert [one.pool for one in free(found, taken) if one.begins == at] == ["twin"]
    assert at not in begins(free(found, taken | {("twin", at): 1}))


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('end = "12:00"', 'end = "08:00"', "“end”早于 start"),
        ("minutes = 60", "minutes = 240", "没有这么长"),
        ('community = "qiantou"\n', "", "缺少“community”"),
        ('"mon", ', '"monday", ', "“weekdays”不能写“monday”"),
        ("places = 2", "places = 0", "“places”"),
        ("to = 2020-04-04", "to = 2020-04-01", "最后一天（to）早于第一天（from）"),
        ('community = "xunmei"', 'community = "nowhere"', "“community”不能写“nowhere”"),
    ],
)
def test_a_slip_in_the_file_is_told_in_words(was, becomes, says) -> None:
    name = "check-times.toml"
    text = (PROJECT / "content" / "rules" / name).read_text(encoding="utf-8")
    assert was in text
    told = [one.message for one in faults_in(text.replace(was, becomes, 1), name)]
    assert any(says in one for one in told), told


def test_a_grid_that_nobody_drew_is_a_fault(office, accept) -> None:
    path = office.content / "rules" / "check-times.toml"
    text = path.read_text(encoding="utf-8")
    row = 'community = "xunmei"\n'
    path.write_text(text.replace(row, f'{row}grids = ["xunmei-1"]\n'), "utf-8")
    assert accept(1).faults == []
    path.write_text(text.replace(row, f'{row}grids = ["xunmei-99"]\n'), "utf-8")
    [fault] = accept(2).faults
    assert "“grids”不能写“xunmei-99”" in fault.message
