"""A sum of what was counted more or less exactly."""

from __future__ import annotations

import pytest

from forms_app.base.quantity import QUALIFIERS, Qualifier, together


@pytest.mark.parametrize(
    ("said", "sum_of_it"),
    [
        ("", "exact"),
        ("exact nearly", "nearly"),
        ("more exact more", "more"),
        ("nearly more", "about"),
    ],
)
def test_a_sum_is_said_as_exactly_as_its_least_exact_part(said, sum_of_it) -> None:
    assert together(map(Qualifier, said.split())) == sum_of_it


def test_every_qualifier_has_its_words() -> None:
    assert set(QUALIFIERS) == set(Qualifier)
