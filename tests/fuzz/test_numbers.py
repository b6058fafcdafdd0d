"""No number of a person is published in any disguise; no harmless number of a real notice is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from forms_app.base.contentfile.leaks import faults
from forms_app.base.notions.resident_id import is_resident_id
from tests.fuzz.numbers import disguised, harmless, said_by_a_mark

HEAD = "Title: 示例\nDate: 2020-02-20\nIssuer: 示例社区\n\n"
PATH = "notices/a.md"
SHORT = settings(max_examples=200)
HARMLESS = settings(max_examples=500)


def places(body: str, *allowed: str) -> list[int]:
    """The lines of the body that are told."""
    told = faults(PATH, f"{HEAD}甲\n\n{body}\n\n乙\n", frozenset(allowed))
    above = HEAD.count("\n")
    return [fault.line - above for fault in told]


def must_be_told(case: tuple[str, str]) -> None:
    number, body = case
    assert places(body)[:1] in ([3], [3 + body.count("\n")]), case
    if not is_resident_id(number):
        assert places(body, number) == [], case


def must_pass(written: str) -> None:
    told = places(f"示例{written}，特此通知。")
    told += places(f"| {written} |\n|---|\n| {written} |")
    told += places(f"（一）{written}\n（二）{written}")
    assert told == [], written


@SHORT
@given(disguised())
def test_no_number_is_published_in_any_disguise(case: tuple[str, str]) -> None:
    must_be_told(case)


@settings(SHORT, max_examples=100)
@given(said_by_a_mark())
def test_no_number_is_published_by_a_link_a_picture_or_marks(
    case: tuple[str, str],
) -> None:
    must_be_told(case)


@HARMLESS
@given(harmless())
def test_no_harmless_number_is_refused(written: str) -> None:
    must_pass(written)


@pytest.mark.long
@settings(max_examples=2000)
@given(disguised())
def test_no_number_is_published_in_many_disguises(case: tuple[str, str]) -> None:
    must_be_told(case)


@pytest.mark.long
@settings(max_examples=2000)
@given(said_by_a_mark())
def test_no_number_is_published_by_many_marks(case: tuple[str, str]) -> None:
    must_be_told(case)


@pytest.mark.long
@settings(max_examples=5000)
@given(harmless())
def test_none_of_many_harmless_numbers_is_refused(written: str) -> None:
    must_pass(written)
