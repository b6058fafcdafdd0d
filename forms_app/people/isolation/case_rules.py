"""The rules of a case: its states, what can be done in each, what happens in it, and
how its days are counted.

A case never closes by itself: somebody releases it on the
due day, or says why otherwise. A grid worker may add to what the rule says (more days,
a stricter place), never take away from it: that is an officer's word. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms_app.base.flow import Flow


class State(StrEnum):
    OPEN = "open"
    RELEASED = "released"
    STOPPED = "stopped"  # the person left, or the case was entered in error


class Action(StrEnum):
    VISIT = "visit"
    OUTING = "outing"
    NEED = "need"
    FULFIL = "fulfil"
    STRIKE = "strike"
    CHANGE = "change"  # who supervises and follows up, or where somebody stays
    EXTEND = "extend"
    RELEASE = "release"  # on the due day, or later
    EARLY = "early"  # released before it; an officer's word
    STOP = "stop"
    REOPEN = "reopen"  # released or stopped by a slip


FLOW = Flow(
    {
        (State.OPEN, Action.VISIT): State.OPEN,
        (State.OPEN, Action.OUTING): State.OPEN,
        (State.OPEN, Action.NEED): State.OPEN,
        (State.OPEN, Action.FULFIL): State.OPEN,
        # a bin is taken away after the last day
        (State.RELEASED, Action.FULFIL): State.RELEASED,
        (State.STOPPED, Action.FULFIL): State.STOPPED,
        (State.OPEN, Action.STRIKE): State.OPEN,
        (State.OPEN, Action.CHANGE): State.OPEN,
        (State.OPEN, Action.EXTEND): State.OPEN,
        (State.OPEN, Action.RELEASE): State.RELEASED,
        (State.OPEN, Action.EARLY): State.RELEASED,
        (State.OPEN, Action.STOP): State.STOPPED,
        (State.RELEASED, Action.REOPEN): State.OPEN,
        (State.STOPPED, Action.REOPEN): State.OPEN,
    },
    refusals={
        State.OPEN: "这一件正开着，不用重新打开。",
        State.RELEASED: "这一件已经解除隔离了。要继续，请先写明理由，重新打开。",
        State.STOPPED: "这一件已经停止了。要继续，请先写明理由，重新打开。",
    },
)


class Kind(StrEnum):
    """What an event of a case is."""

    OPENED = "opened"
    VISIT = "visit"
    OUTING = "outing"
    NEED = "need"
    CHANGED = "changed"
    EXTENDED = "extended"
    RELEASED = "released"
    STOPPED = "stopped"
    REOPENED = "reopened"


class Visit(StrEnum):
    """How a visit went."""

    WELL = "well"
    UNWELL = "unwell"
    NOBODY = "nobody"  # nobody was there
    OTHER = "other"


class Need(StrEnum):
    """What somebody who stays in needs."""

    BIN = "bin"
    MEALS = "meals"
    SHOPPING = "shopping"
    OTHER = "other"


class Stop(StrEnum):
    """Why a case is stopped and not released."""

    LEFT = "left"
    ERROR = "error"


HOME = "home"
DESIGNATED = "designated"
MODES = (HOME, DESIGNATED)
STRIKABLE = frozenset({Kind.VISIT, Kind.OUTING, Kind.NEED})
MOST_DAYS = 60  # that a case is opened for, or extended by


@dataclass(frozen=True)
class Progress:
    """Where a case stands today: day `day` of `days`; `left` days until they are over,
    below 0 when they have been.
    """

    day: int
    days: int
    left: int


def progress(starts_on: date, due_on: date, today: date) -> Progress:
    """Day 1 is the day of arrival; on `due_on` so many full days are over."""
    return Progress(
        (today - starts_on).days + 1, (due_on - starts_on).days, (due_on - today).days
    )


@dataclass(frozen=True)
class Terms:
    """Where and how long somebody stays in.

    What the rule says has no `starts_on` or `due_on` where it names none.
    """

    mode: str
    starts_on: date | None
    due_on: date | None

    @property
    def days(self) -> int | None:
        """How many full days that is."""
        if self.starts_on is None or self.due_on is None:
            return None
        return (self.due_on - self.starts_on).days


def is_lighter(asked: Terms, said: Terms) -> bool:
    """Whether it takes away from what the rule says: fewer days, or home where a
    designated place is said.
    """
    ends_earlier = bool(asked.due_on and said.due_on and asked.due_on < said.due_on)
    return ends_earlier or (said.mode, asked.mode) == (DESIGNATED, HOME)
