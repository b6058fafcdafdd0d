"""The rules of two reports a day: which days may be reported, and the states of
an alarm with every step between.

An alarm is measured again, told to an officer, acted upon, and closed with a reason.
Nothing closes by itself, and telling never waits for the thermometer. Pure.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from forms_app.base.flow import Flow


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


FLOW = Flow(
    {
        (State.RAISED, Action.MEASURE): State.MEASURED,
        (State.MEASURED, Action.MEASURE): State.MEASURED,
        (State.TOLD, Action.MEASURE): State.TOLD,
        (State.ACTED, Action.MEASURE): State.ACTED,
        (State.RAISED, Action.TELL): State.TOLD,
        (State.MEASURED, Action.TELL): State.TOLD,
        (State.TOLD, Action.ACT): State.ACTED,
        (State.ACTED, Action.ACT): State.ACTED,
        (State.ACTED, Action.CLOSE): State.CLOSED,
    },
    refusals={
        State.RAISED: "请先再量一次、告诉社区，再办这一步。",
        State.MEASURED: "请先告诉社区，再办这一步。",
        State.TOLD: "社区已经知道了。请先写明怎么处置，再办这一步。",
        State.ACTED: "社区已经知道了，也处置过了。处置好了，请写明理由后结束。",
        State.CLOSED: "这一件已经结束了。",
    },
)

OPEN = frozenset(State) - {State.CLOSED}
# an enterprise measures and tells; the office acts and closes
OF_STAFF = frozenset({Action.ACT, Action.CLOSE})


def actions(state: State, is_staff: bool) -> list[Action]:
    """The steps that somebody may take now, in their order."""
    return [
        action
        for action in Action
        if action in FLOW.actions(state) and (is_staff or action not in OF_STAFF)
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
