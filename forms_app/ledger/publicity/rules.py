"""Kinds of material, spots, and the states of a message to a group. Pure.

A message goes out once: whatever may have arrived is never sent again by itself.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from forms_app.base.flow import Flow


class Kind(StrEnum):
    LETTER = "letter"
    POSTER = "poster"
    LEAFLET = "leaflet"


class Spot(StrEnum):
    """Where at an enterprise or place."""

    DOOR = "door"
    GATE = "gate"
    LIFT = "lift"
    BOARD = "board"
    INSIDE = "inside"


def percent(part: int, whole: int) -> int | None:
    """Rounded down, so that 100 says that nobody is left out; None where there is
    nobody.
    """
    return part * 100 // whole if whole else None


class State(StrEnum):
    WAITING = "waiting"  # for the messenger
    SENDING = "sending"  # noted before the robot is asked
    SENT = "sent"
    FAILED = "failed"  # it did not arrive
    UNCLEAR = "unclear"  # it may have arrived: somebody looks in the group
    PASTE = "paste"  # there is no robot: somebody pastes it
    PASTED = "pasted"


class Action(StrEnum):
    BEGIN = "begin"
    ARRIVED = "arrived"
    REFUSED = "refused"  # not delivered, and tried again later
    GIVE_UP = "give-up"
    LOSE_SIGHT = "lose-sight"  # nobody knows whether it arrived
    SEND_AGAIN = "send-again"  # by somebody who looked
    PASTE = "paste"  # somebody pasted it, or saw it in the group


FLOW = Flow(
    {
        (State.WAITING, Action.BEGIN): State.SENDING,
        (State.WAITING, Action.PASTE): State.PASTED,
        (State.SENDING, Action.ARRIVED): State.SENT,
        (State.SENDING, Action.REFUSED): State.WAITING,
        (State.SENDING, Action.GIVE_UP): State.FAILED,
        (State.SENDING, Action.LOSE_SIGHT): State.UNCLEAR,
        (State.UNCLEAR, Action.SEND_AGAIN): State.WAITING,
        (State.UNCLEAR, Action.PASTE): State.PASTED,
        (State.FAILED, Action.SEND_AGAIN): State.WAITING,
        (State.FAILED, Action.PASTE): State.PASTED,
        (State.PASTE, Action.PASTE): State.PASTED,
    }
)
UNSETTLED = (State.WAITING, State.SENDING, State.FAILED, State.UNCLEAR, State.PASTE)


PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def pause_after(attempts: int) -> timedelta | None:
    """How long until the next try; None: it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def text_of(title: str, address: str) -> str:
    """What a group reads: the title, the public address, fixed words; nothing else."""
    return f"【社区通知】{title}\n{address}\n请各单位查看，并转告本单位的员工。"
