"""The rules of two reports a day (C15): which days may be reported, and the states of
an alarm with every step between.

An alarm is measured again, told to an officer, acted upon, and closed with a reason.
Nothing closes by itself, and telling never waits for the thermometer. Imports the
standard library only.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where an alarm stands."""

    RAISED = "raised"  # to be measured again
    MEASURED = "measured"
    TOLD = "told"  # an officer knows
    ACTED = "acted"  # something was done
    CLOSED = "closed"


class Action(StrEnum):
    MEASURE = "measure"
    TELL = "tell"
    ACT = "act"
    CLOSE = "close"


TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.RAISED, Action.MEASURE): State.MEASURED,
    (State.MEASURED, Action.MEASURE): State.MEASURED,
    (State.TOLD, Action.MEASURE): State.TOLD,
    (State.ACTED, Action.MEASURE): State.ACTED,
    (State.RAISED, Action.TELL): State.TOLD,
    (State.MEASURED, Action.TELL): State.TOLD,
    (State.TOLD, Action.ACT): State.ACTED,
    (State.ACTED, Action.ACT): State.ACTED,
    (State.ACTED, Action.CLOSE): State.CLOSED,
}

OPEN = frozenset(State) - {State.CLOSED}
# an enterprise measures and tells; the office acts and closes
OF_STAFF = frozenset({Action.ACT, Action.CLOSE})


def actions(state: State, is_staff: bool) -> list[Action]:
    """The steps that somebody may take now, in their order."""
    return [
        action
        for action in Action
        if (state, action) in TRANSITIONS and (is_staff or action not in OF_STAFF)
    ]


class Day(StrEnum):
    """Whether a slot of a day may still, or already, be reported."""

    OPEN = "open"
    TOO_OLD = "too-old"
    TO_COME = "to-come"


def may_report(day: date, starts: time, now: datetime) -> Day:
    """Today's slots once they began, and yesterday's: a phone without a network sends
    in the morning what it kept.
    """
    if day > now.date() or (day == now.date() and starts > now.time()):
        return Day.TO_COME
    return Day.TOO_OLD if day < now.date() - timedelta(days=1) else Day.OPEN
