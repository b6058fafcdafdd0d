"""Days and moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from forms_app.base import dates
from forms_app.base.catalogue import use_language

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
