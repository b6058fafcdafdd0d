"""What a passage comes to: pass, go to work first, stay in, ask an officer.

Pure.

Fever, feeling unwell, not knowing: never "pass". Who must stay in is decided by
content/rules, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forms_app.base.typed import folded

LONGEST_LOOK = timedelta(hours=48)  # that one looking-back may span
A_PAGE = 100  # rows of it that are shown
MOST_AT_ONCE = 50  # passages that one sending may hold
OLDEST = timedelta(days=7)  # that a passage may have waited on a phone

# A province, a letter, then five characters, or six of an electric car; 挂, 学, 警, 港,
# 澳 stand at the end.
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
)
# four digits, or a mobile that ends with them
TAIL = re.compile(r"(?:(?:\+|00)?(?:86)?1[3-9][0-9]{5})?([0-9]{4})")
BETWEEN = re.compile(r"[\s·•・.\-]+")


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a word of the register
    WORK = "work"  # may start to work, and goes first
    ISOLATE = "isolate"
    ASK = "ask"


class Why(StrEnum):
    """Which sentence says it."""

    WELL = "well"
    RETURNS = "returns"
    FEVER = "fever"
    UNWELL = "unwell"
    STAYS_IN = "stays-in"
    OVER = "over"  # the days of staying in are over, and nobody has said what then
    NOT_DETERMINED = "not-determined"
    NOT_MEASURED = "not-measured"


class Decision(StrEnum):
    """What the office decided about somebody who was stopped, or who may go to work
    first.
    """

    LET_IN = "let-in"
    SENT_BACK = "sent-back"
    HOSPITAL = "hospital"
    PRIORITY = "priority"  # the enterprise was told to let them start first
    REGISTERED = "registered"  # with the residents: determined by the rules
    ASKED = "asked"  # the question is the person's own, and waits where that stands
    OTHER = "other"  # said in the note


# what somebody may choose; the other two follow from what was done
OFFERED = {
    Outcome.ASK: (
        Decision.LET_IN,
        Decision.SENT_BACK,
        Decision.HOSPITAL,
        Decision.OTHER,
    ),
    Outcome.ISOLATE: (Decision.SENT_BACK, Decision.HOSPITAL, Decision.OTHER),
    Outcome.WORK: (Decision.PRIORITY, Decision.OTHER),
}
# an officer has to say what applies to the person, whatever gate they stand at
OF_THE_PERSON = frozenset({Why.NOT_DETERMINED, Why.OVER})
FOR_THE_OFFICE = (Outcome.ASK, Outcome.ISOLATE, Outcome.WORK)


@dataclass(frozen=True)
class Facts:
    """What is known of one passage.

    `has_fever` is None when nobody measured, or no rule says what a fever is.

    `stays_in` is what the isolation rule says: none, home, designated, ask, or "" where
    nothing was determined.
    """

    direction: str
    has_fever: bool | None
    is_unwell: bool = False
    stays_in: str = "none"
    ends_on: date | None = None
    returns: bool = False


def decide(known: Facts, today: date) -> tuple[Outcome, Why]:
    """The outcome, and why. Only somebody of whom everything is known passes."""
    if known.has_fever:
        return Outcome.ASK, Why.FEVER
    if known.is_unwell:
        return Outcome.ASK, Why.UNWELL
    if known.stays_in in {"home", "designated"}:
        is_over = known.ends_on is not None and today >= known.ends_on
        return (Outcome.ASK, Why.OVER) if is_over else (Outcome.ISOLATE, Why.STAYS_IN)
    if known.stays_in != "none":
        return Outcome.ASK, Why.NOT_DETERMINED
    if known.direction == Direction.OUT:
        return Outcome.PASS, Why.WELL
    if known.has_fever is None:
        return Outcome.ASK, Why.NOT_MEASURED
    return (Outcome.WORK, Why.RETURNS) if known.returns else (Outcome.PASS, Why.WELL)


def read_plate(text: str) -> str | None:
    """A plate as it is kept: 闽c·12345 is 闽C12345. None for anything else."""
    plain = BETWEEN.sub("", folded(text)).upper()
    return plain if PLATE.fullmatch(plain) else None


def read_tail(text: str) -> str | None:
    """The last four digits of a phone, of which all may be given; None for anything
    else.
    """
    plain = BETWEEN.sub("", folded(text))
    found = TAIL.fullmatch(plain)
    return found[1] if found else None


def masked(name: str) -> str:
    """As it is shown at the roadside: 张*."""
    return f"{name[:1]}*"
