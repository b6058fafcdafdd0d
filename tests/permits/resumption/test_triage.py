"""The suggested class: the first row of the rule that fits, with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.priority_file import PRIORITY
from forms_app.permits.resumption.triage import suggest

NOBODY = {
    f"{origin}-{days}": 0
    for origin in ("city", "province", "other-province", "key-area", "abroad")
    for days in ("full", "short")
}


@pytest.mark.parametrize(
    ("trade", "people", "expected"),
    [
        ("daily-needs", {"city-full": 3}, ("priority", "city-and-goods")),
        ("culture-sport", {"city-full": 3}, ("deferred", "gathering")),
        ("retail", {"key-area-short": 1}, ("deferred", "key-area-staff")),
        ("manufacturing", {"city-full": 3, "province-short": 2}, ("priority", "local-staff")),
        ("manufacturing", {"city-full": 3, "other-province-full": 1}, ("orderly", "others")),
        ("retail", {"city-full": 3}, ("orderly", "others")),
    ],
)  # fmt: skip
def test_the_first_row_that_fits_gives_the_class_and_its_reason(
    office, trade, people, expected
) -> None:
    priority = rule(office, PRIORITY, date(2020, 3, 5))
    answers = {**NOBODY, **people}
    assert suggest(priority, kind="shop", trade=trade, answers=answers) == expected
    assert priority.reason(expected[1])


def test_without_a_rule_in_force_nothing_is_suggested(office) -> None:
    assert rule(office, PRIORITY, date(2019, 1, 1)) is None
    assert suggest(None, kind="shop", trade="retail", answers={}) is None
