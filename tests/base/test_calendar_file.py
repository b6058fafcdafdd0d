"""The file for a calendar is read back as RFC 5545 has it: folded, escaped, in UTC."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.base.calendar_file import CalendarEvent

pytestmark = pytest.mark.same_on_both
AT = datetime(2020, 3, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
UNESCAPED = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n,;\\")
)


def event(**said: str) -> CalendarEvent:
    values = {"uid": "a@b", "title": "t", "place": "p", "about": "", **said}
    return CalendarEvent(
        sequence=0,
        begins=AT,
        ends=AT.replace(hour=10),
        written_at=AT,
        **values,
    )


def read(data: bytes) -> list[tuple[str, str]]:
    """Its lines as a calendar reads them: name and value."""
    assert data.endswith(b"\r\n")
    rows = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(row) <= 75 and b"\n" not in row and b"\r" not in row for row in rows)
    assert all(row.decode() for row in rows), "no letter is cut"
    whole = data.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    found = []
    for line in whole:
        name, _colon, value = line.partition(":")
        plain = re.sub(r"\\[n,;\\]", lambda one: UNESCAPED[one[0]], value)
        found.append((name, plain))
    return found


@given(TEXT, TEXT)
def test_whatever_it_says_is_read_back(title, about) -> None:
    lines = read(event(title=title, about=about).file())
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    values = dict(lines)
    assert values["SUMMARY"] == title and values["DESCRIPTION"] == about
    assert [name for name, _value in lines].count("BEGIN") == 2


def test_its_moments_are_in_utc() -> None:
    values = dict(read(event().file()))
    assert values["DTSTART"] == "20200306T010000Z"
    assert values["DTEND"] == "20200306T020000Z"
