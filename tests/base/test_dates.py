"""Days and moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from forms_app.base import dates
from forms_app.base.catalogue import use_language
from tests.conftest import PROJECT, post

MARCH = datetime(2020, 3, 2, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "day", "full", "moment", "month"),
    [
        ("zh-Hans", "3月2日", "2020年3月2日", "3月2日 17:30", "2020年3月"),
        ("en", "2 March", "2 March 2020", "2 March 17:30", "March 2020"),
    ],
)
def test_nobody_takes_the_second_of_march_for_the_third_of_february(
    lang, day, full, moment, month
) -> None:
    with use_language(lang), dates.use_year(2020):
        assert dates.month("2020-03") == month
        assert dates.day(MARCH.date()) == dates.day("2020-03-02") == day
        assert dates.full_day(MARCH) == full
        assert dates.moment(MARCH) == dates.moment("2020-03-02 17:30") == moment


@pytest.mark.parametrize(
    ("lang", "day", "moment"),
    [
        ("zh-Hans", "2019年12月3日", "2019年12月3日 08:00"),
        ("en", "3 December 2019", "3 December 2019 08:00"),
    ],
)
def test_a_day_of_another_year_is_said_with_its_year(lang, day, moment) -> None:
    """What is read on no page at all says every year."""
    for read_in in (2020, dates.NO_YEAR):
        with use_language(lang), dates.use_year(read_in):
            assert dates.day("2019-12-03") == day
            assert dates.moment("2019-12-03T08:00:00+08:00") == moment


def test_what_has_not_happened_has_no_moment() -> None:
    assert dates.moment(None) == dates.clock(None) == dates.day(None) == ""
    assert dates.moment("") == dates.clock("") == dates.day("") == ""


def test_midnight_is_a_time() -> None:
    assert dates.clock(time(0)) == "00:00"
    assert dates.full_day(date(2020, 12, 31)) == "2020年12月31日"


def test_a_form_offers_a_calendar_and_reads_what_is_typed(staff) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    page = "/app/staff/items/new/request/"
    assert 'type="datetime-local"' in worker.get(page).text
    told = {"title": "口罩买不到", "where": "qiantou/qiantou-2"}
    unclear = post(worker, page, due_at="下周", **told).text
    assert "日期认不出来" in unclear or "请写上日期和时间" in unclear
    assert 'type="text" value="下周"' in unclear, "a calendar would show nothing"
    made = post(worker, page, due_at="明天 9点", **told)
    assert made.status_code == 302
    assert "3月6日 09:00" in worker.get(made.location).text


# What is proved to the second, in every language the same.
TO_THE_SECOND = {"certificate.html", "_permission.html"}


def test_templates_write_moments_and_days_in_the_one_way() -> None:
    templates = [*PROJECT.glob("forms_app/**/*.html"), *PROJECT.glob("theme/**/*.html")]
    own_way = {
        path.name
        for path in templates
        if "strftime" in path.read_text(encoding="utf-8")
    }
    assert own_way <= TO_THE_SECOND
    assert len(templates) > 100
