"""What a phone sends: fields by name, several values as a list; when somebody was there
is apart from when it arrives.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forms_app.base.dates import NoDate, read_moment
from forms_app.base.refusal import Refused
from forms_app.base.zone import office_zone

Sent = Mapping[str, str | list[str]]
CLOCK = "%Y-%m-%dT%H:%M"
OLDEST = timedelta(days=7)
AHEAD = timedelta(minutes=5)  # what the clock of a phone may be ahead


class NotTaken(Refused):
    """It was not kept; `faults` says why, by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("没有收下：%(why)s", why="；".join(faults.values()))
        self.faults = faults


def why_not(refused: Refused) -> str:
    """What the phone says beside an entry that was not taken."""
    told = refused.faults.values() if isinstance(refused, NotTaken) else [str(refused)]
    return "；".join(told)


def one(sent: Sent, name: str) -> str:
    value = sent.get(name, "")
    text = str(value if isinstance(value, str) else (value or [""])[0])
    return text.replace("\0", "")


def as_text(sent: Sent) -> dict[str, Any]:
    """The fields as a form reads them."""
    return {
        name: [*map(str, value)] if isinstance(value, list) else str(value)
        for name, value in sent.items()
    }


def moment(text: str) -> datetime | None:
    """A day and a clock; None where it is something else."""
    try:
        return read_moment(text, office_zone())
    except NoDate:
        return None


def local(text: str) -> str:
    """As a browser's own field sends it; what is no moment stays as it is and is told
    at its field.
    """
    read = moment(text)
    return read.strftime(CLOCK) if read else text


def is_too_old(at: datetime, now: datetime) -> bool:
    return now - at > OLDEST


def is_ahead(at: datetime, now: datetime) -> bool:
    return at - now > AHEAD
