"""The rules of a visit: channels, visitors, outcomes with the next try each proposes,
what an answer touches. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

NOON = time(12)
AFTERNOON = time(14)
# a visit that is sent later than this has to be told to the office
HEALTH_RECORDS = "health-records"  # a line whose answer changes another record
UNWELL = ("health", "unwell")  # a line and its answer that has to be reported
HELP = "help"  # the answer to a head of the needs survey that makes a request


class Channel(StrEnum):
    """How the enterprise was reached."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    CHAT = "chat"


class Body(StrEnum):
    """Whose people came."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class Outcome(StrEnum):
    DONE = "done"
    NOBODY = "nobody"
    REFUSED = "refused"
    MOVED = "moved"
    CLOSED = "closed"


class Section(StrEnum):
    """The parts of the rule file."""

    CHECK = "check"  # three items
    NEEDS = "needs"  # five heads
    STAFF = "staff"  # five questions
    LEFT = "left"  # materials and forms


class Keep(StrEnum):
    """What is decided about two visits that were written without knowing of each other."""

    THIS = "this"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True)
class Line:
    """One line of the rule file.

    `answers` maps the code of an answer to its words in Chinese and English.
    """

    id: str
    section: Section
    words: tuple[str, str]
    answers: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class CheckList:
    """One version of what is looked at, asked and left."""

    version: str
    lines: tuple[Line, ...] = ()

    def of(self, section: Section) -> list[Line]:
        return [line for line in self.lines if line.section is section]

    def line(self, slug: str) -> Line | None:
        return next((line for line in self.lines if line.id == slug), None)


def next_half_day(
    start: datetime, open_hours: Mapping[date, tuple[time, time]]
) -> datetime | None:
    """When the next half day of work after `start` begins; None where the office hours
    do not say.
    """
    day = start.date()
    while day in open_hours:
        opens, closes = open_hours[day]
        for begins in (opens, AFTERNOON):
            at = datetime.combine(day, begins, start.tzinfo)
            if at > start and begins < closes and (begins < NOON or closes > AFTERNOON):
                return at
        day += timedelta(days=1)
    return None


def proposed(
    outcome: Outcome, at: datetime, open_hours: Mapping[date, tuple[time, time]]
) -> datetime | None:
    """The next try an outcome proposes: nobody there, the next half day; refused, the
    first half day of another day.
    """
    if outcome is Outcome.NOBODY:
        return next_half_day(at, open_hours)
    if outcome is Outcome.REFUSED:
        return next_half_day(
            datetime.combine(at.date(), time.max, at.tzinfo), open_hours
        )
    return None


def health_records(answers: Mapping[str, str]) -> bool | None:
    """Whether the health records are built; None where it was not asked."""
    return {"yes": True, "no": False}.get(answers.get(HEALTH_RECORDS, ""))


def is_unwell(answers: Mapping[str, str]) -> bool:
    return answers.get(UNWELL[0]) == UNWELL[1]


def wants_help(answers: Mapping[str, str]) -> list[str]:
    """The lines that were answered with "needs help": they become a request, also where
    nobody wrote a sentence.
    """
    return [slug for slug, code in answers.items() if code == HELP]


class Why(StrEnum):
    """Why an enterprise is on today's list."""

    NEVER = "never"
    TRY_AGAIN = "try-again"
    DIFFICULTY = "difficulty"
    LETTER = "letter"
