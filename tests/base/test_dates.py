"""Days and moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from forms_app.base import dates
from forms_app.base.catalogue import use_language
from tests.conftest import PROJECT, post

MARCH = datetime(2020, 3, 2, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "day", "short", "moment"),
    [
        ("zh-Hans", "2020年3月2日", "3月2日", "3月2日 17:30"),
        ("en", "2 March 2020", "2 Mar", "2 Mar 17:30"),
    ],
)
def test_nobody_takes_the_second_of_march_for_the_third_of_february(
    lang, day, short, moment
) -> None:
    with use_language(lang):
        assert dates.day(MARCH.date()) == day
        assert dates.short_day(MARCH) == short
        assert dates.moment(MARCH) == moment


def test_what_has_not_happened_has_no_moment() -> None:
    assert dates.moment(None) == dates.clock(None) == ""


def test_midnight_is_a_time() -> None:
    assert dates.clock(time(0)) == "00:00"
    assert dates.short_day(date(2020, 12, 31)) == "12月31日"


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
