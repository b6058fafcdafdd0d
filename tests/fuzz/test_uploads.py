"""Every sheet and picture is read or refused in a sentence, within its time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from forms_app.base.attachments import taking
from forms_app.base.refusal import Refused
from forms_app.base.sheets import workbooks
from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.sheets.reader import read_file
from tests.fuzz.uploads import pictures, sheets

LONG = settings(suppress_health_check=list(HealthCheck))


def must_be_read_or_refused(
    read: Callable[[bytes], object], data: bytes, seconds: float
) -> None:
    began = time.monotonic()
    try:
        read(data)
    except (Refused, SheetRefused) as refused:
        assert str(refused)
    took = time.monotonic() - began
    assert took < seconds


@settings(LONG, max_examples=8)
@given(sheets())
def test_a_sheet_is_read_or_refused_in_its_time(data: bytes) -> None:
    must_be_read_or_refused(read_file, data, workbooks.SECONDS)


@settings(LONG, max_examples=5)
@given(pictures())
def test_a_picture_is_taken_or_refused_in_its_time(data: bytes) -> None:
    must_be_read_or_refused(taking.take, data, taking.PATIENCE)


@pytest.mark.long
@settings(LONG, max_examples=2_000)
@given(sheets())
def test_many_sheets_are_read_or_refused_in_their_time(data: bytes) -> None:
    must_be_read_or_refused(read_file, data, workbooks.SECONDS)


@pytest.mark.long
@settings(LONG, max_examples=1_000)
@given(pictures())
def test_many_pictures_are_taken_or_refused_in_their_time(data: bytes) -> None:
    must_be_read_or_refused(taking.take, data, taking.PATIENCE)
