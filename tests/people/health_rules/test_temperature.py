"""Two readings a day: what people type, what is asked again, and what is late."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.base.catalogue import use_language
from forms_app.people.health_rules.labels import problem_sentence
from forms_app.people.health_rules.readings import (
    Problem,
    is_late,
    read_temperature,
    shown,
    slot_at,
)
from forms_app.sample.plans import SHANGHAI
from tests.people.health_rules.shipped import HEALTH

BERLIN = ZoneInfo("Europe/Berlin")

MORNING, EVENING = HEALTH.slots


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("36.5", 36.5),
        (" 36.5 ", 36.5),
        ("36,5", 36.5),
        ("36，5", 36.5),
        ("36。5", 36.5),
        ("３６．５", 36.5),
        ("36.5℃", 36.5),
        ("36.5 °C", 36.5),
        ("36.5度", 36.5),
        ("体温：36.5", 36.5),
        ("36度5", 36.5),
        ("36度5分", 36.5),
        ("36℃", 36.0),
        ("37", 37.0),
        ("三十六度五", 36.5),
        ("三十七点三", 37.3),
        ("三十八度", 38.0),
        ("四十度", 40.0),
        ("365", 36.5),
        ("３７３", 37.3),
        ("36.52", 36.5),
        ("37.25", 37.3),  # rounded up: to the safe side
        ("43", 43.0),
        ("34.0", 34.0),
        ("", Problem.EMPTY),
        ("  ", Problem.EMPTY),
        ("98.6", Problem.FAHRENHEIT),
        ("986", Problem.FAHRENHEIT),
        ("100.4", Problem.FAHRENHEIT),
        ("97.7℉", Problem.FAHRENHEIT),
        ("97.7F", Problem.FAHRENHEIT),
        ("33.9", Problem.NOT_PLAUSIBLE),
        ("43.1", Problem.NOT_PLAUSIBLE),
        ("63.5", Problem.NOT_PLAUSIBLE),
        ("999", Problem.FAHRENHEIT),
        ("501", Problem.NOT_PLAUSIBLE),
        ("正常", Problem.UNREADABLE),
        ("36.5 36.8", Problem.UNREADABLE),
        ("36.5-36.8", Problem.UNREADABLE),
        ("36.5/36.8", Problem.UNREADABLE),
        ("-36.5", Problem.UNREADABLE),
        ("6.5", Problem.UNREADABLE),
        ("36..5", Problem.UNREADABLE),
        ("3650", Problem.UNREADABLE),
        ("36.5e1", Problem.UNREADABLE),
        ("٣٦.٥", Problem.UNREADABLE),
        ("nan", Problem.UNREADABLE),
    ],
)
def test_a_reading_is_taken_as_people_write_it_and_never_guessed(text, reading) -> None:
    assert read_temperature(text, HEALTH) == reading


@given(st.text(max_size=12))
def test_any_text_is_a_plausible_reading_or_a_problem(text) -> None:
    found = read_temperature(text, HEALTH)
    assert isinstance(found, Problem) or HEALTH.is_plausible(found)


@given(st.integers(340, 430))
def test_what_is_shown_back_reads_as_the_same(tenths) -> None:
    assert read_temperature(shown(tenths / 10), HEALTH) == tenths / 10


def test_fever_is_from_the_rule() -> None:
    assert not HEALTH.is_fever(37.2) and HEALTH.is_fever(37.3)
    assert shown(36.5) == "36.5 ℃"


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_says_how_to_write_it(problem) -> None:
    assert "36.5" in problem_sentence(problem, HEALTH)
    with use_language("en"):
        assert "36.5" in problem_sentence(problem, HEALTH)


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (datetime(2020, 3, 5, 0, 0, tzinfo=SHANGHAI), MORNING),
        (datetime(2020, 3, 5, 11, 59, 59, tzinfo=SHANGHAI), MORNING),
        (datetime(2020, 3, 5, 12, 0, tzinfo=SHANGHAI), EVENING),
        (datetime(2020, 3, 5, 23, 59, 59, tzinfo=SHANGHAI), EVENING),
        (datetime(2020, 3, 5, 11, 59, tzinfo=BERLIN), MORNING),
        (datetime(2020, 3, 5, 12, 0, tzinfo=BERLIN), EVENING),
    ],
)
def test_the_slot_goes_by_the_clock_of_the_office(moment, slot) -> None:
    assert slot_at(moment, HEALTH) is slot


@pytest.mark.parametrize(
    ("slot", "received", "late"),
    [
        (MORNING, datetime(2020, 2, 29, 10, 0, 59, tzinfo=SHANGHAI), False),
        (MORNING, datetime(2020, 2, 29, 10, 1, tzinfo=SHANGHAI), True),
        (EVENING, datetime(2020, 2, 29, 18, 0, tzinfo=BERLIN), False),
        (EVENING, datetime(2020, 2, 29, 18, 1, tzinfo=BERLIN), True),
        (EVENING, datetime(2020, 3, 1, 0, 0, tzinfo=SHANGHAI), True),
        (EVENING, datetime(2020, 2, 28, 23, 0, tzinfo=SHANGHAI), False),
    ],
)
def test_a_report_is_late_after_its_cut_off(slot, received, late) -> None:
    assert is_late(slot, date(2020, 2, 29), received) is late
