"""An .ics file of one event, as calendars of phones and computers take it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response

LINE = 75  # bytes of a line, without its end
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` names it for good; a file of the same event with a higher `sequence` takes
    the place of the one before.
    """

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    title: str
    place: str
    about: str
    written_at: datetime

    def file(self) -> bytes:
        """Lines end as the standard says, and none is longer than it allows."""
        return b"".join(_folded(line) + b"\r\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield "BEGIN:VCALENDAR"
        yield "VERSION:2.0"
        yield "PRODID:-//Kaigong//Kaigong//ZH"
        yield "METHOD:PUBLISH"
        yield "BEGIN:VEVENT"
        yield f"UID:{self.uid.translate(ESCAPED)}"
        yield f"DTSTAMP:{_moment(self.written_at)}"
        yield f"SEQUENCE:{self.sequence}"
        yield f"DTSTART:{_moment(self.begins)}"
        yield f"DTEND:{_moment(self.ends)}"
        yield f"SUMMARY:{self.title.translate(ESCAPED)}"
        yield f"LOCATION:{self.place.translate(ESCAPED)}"
        yield f"DESCRIPTION:{self.about.translate(ESCAPED)}"
        yield "END:VEVENT"
        yield "END:VCALENDAR"


def _moment(at: datetime) -> str:
    """In UTC, which needs no time zone beside it."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> bytes:
    """Over several lines, each after the first behind a space; no letter is cut."""
    rows = [b""]
    for letter in line:
        more = letter.encode()
        if len(rows[-1]) + len(more) > LINE:
            rows.append(b" ")
        rows[-1] += more
    return b"\r\n".join(rows)


def download(event: CalendarEvent, name: str) -> Response:
    """`name`: of the file."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.ics"',
        "Cache-Control": "no-store",
    }
    return Response(
        event.file(), content_type="text/calendar; charset=utf-8", headers=headers
    )
