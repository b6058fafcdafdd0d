"""Every fault that was mended, and every bound of what is sent from outside, has its tests, and they are there."""

from __future__ import annotations

import pytest

from tests import bounds
from tests.named import is_there
from tests.trust import DOORS, PUBLISHING, RECORDS, REQUESTS, TABLE


@pytest.mark.parametrize("fault", TABLE)
def test_the_tests_a_fault_names_are_there(fault) -> None:
    assert TABLE[fault], "at least one"
    assert [name for name in TABLE[fault] if not is_there(name)] == []


@pytest.mark.parametrize("bound", bounds.TABLE)
def test_the_tests_a_bound_names_are_there(bound) -> None:
    assert bounds.TABLE[bound], "at least one"
    assert [name for name in bounds.TABLE[bound] if not is_there(name)] == []


def test_no_fault_of_one_part_hides_one_of_another() -> None:
    assert len(TABLE) == sum(map(len, (PUBLISHING, REQUESTS, DOORS, RECORDS)))


@pytest.mark.parametrize(
    "name",
    [
        "tests/test_trust.py::test_that_nobody_wrote",
        "tests/test_gone.py::test_the_tests_a_fault_names_are_there",
        "tests/named.py::is_there",
        "tests/test_trust.py",
    ],
)
def test_what_no_file_has_is_not_there(name) -> None:
    assert not is_there(name)
