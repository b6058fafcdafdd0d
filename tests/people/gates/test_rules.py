"""What a passage comes to: every combination, and plates."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from forms_app.people.gates.rules import Facts, Outcome, Why, decide, masked, read_plate

TODAY = date(2020, 3, 5)
EVERY = list(
    product(
        ("in", "out"),
        (None, False, True),
        (False, True),
        ("none", "home", "designated", "ask", ""),
        (None, TODAY, date(2020, 3, 9)),
        (False, True),
    )
)


def test_whatever_is_not_known_or_not_well_never_passes() -> None:
    for known in EVERY:
        facts = Facts(*known)
        outcome, why = decide(facts, TODAY)
        if facts.has_fever or facts.is_unwell or facts.stays_in in {"ask", ""}:
            assert outcome is Outcome.ASK, facts
        if facts.stays_in in {"home", "designated"}:
            assert outcome in {Outcome.ISOLATE, Outcome.ASK}, facts
        if facts.direction == "in" and facts.has_fever is None:
            assert outcome in {Outcome.ISOLATE, Outcome.ASK}, facts
        assert (why is Why.FEVER) == bool(facts.has_fever)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (Facts("in", False), Outcome.PASS),
        (Facts("out", None), Outcome.PASS),
        (Facts("in", False, returns=True), Outcome.WORK),
        (Facts("out", False, returns=True), Outcome.PASS),
        (
            Facts("in", False, stays_in="home", ends_on=date(2020, 3, 6), returns=True),
            Outcome.ISOLATE,
        ),
        (Facts("in", False, stays_in="home", ends_on=TODAY), Outcome.ASK),
    ],
)
def test_outcomes(facts, outcome) -> None:
    assert decide(facts, TODAY)[0] is outcome


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("闽C12345", "闽C12345"),
        ("闽c·1234d", "闽C1234D"),
        ("闽 CD12345", "闽CD12345"),
        ("闽Ｃ１２３４挂", "闽C1234挂"),
        ("粤Z1234港", "粤Z1234港"),
        ("C12345", None),
        ("闽C123", None),
        ("闽I12345", None),
        ("闽C1234O", None),
        ("", None),
    ],
)
def test_plates(text, plate) -> None:
    assert read_plate(text) == plate


def test_a_name_is_masked() -> None:
    assert (masked("张三丰"), masked("")) == ("张*", "*")
