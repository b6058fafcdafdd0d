"""What an enterprise is told, and the states of a message. Pure.

A message goes out once: whatever may have arrived is never sent again by itself.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from forms_app.base.flow import Flow


class Kind(StrEnum):
    """What is told; a row of content/rules/messages.toml."""

    REGISTERED = "registered"
    RECEIVED = "received"
    RETURNED = "returned"
    VISIT = "visit"
    REFUSED = "refused"
    TO_PUT_RIGHT = "to-put-right"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    MISSING_REPORT = "missing-report"
    TRAINING = "training"
    TRAINING_OFF = "training-off"
    LETTER = "letter"
    PHONE = "phone"  # the code that confirms a number


# what an enterprise may do without: nothing that decides about it
OPTIONAL = frozenset(
    {
        Kind.ANSWERED,
        Kind.MISSING_REPORT,
        Kind.TRAINING,
        Kind.TRAINING_OFF,
        Kind.LETTER,
    }
)

# what a text of any kind may name
OF_ALL = ("name", "reference", "office", "link")
# and those of these kinds beside
PLACES: dict[Kind, tuple[str, ...]] = {
    Kind.RECEIVED: ("due",),
    Kind.RETURNED: ("count", "items"),
    Kind.VISIT: ("at",),
    Kind.REFUSED: ("reason",),
    Kind.TO_PUT_RIGHT: ("count", "items"),
    Kind.APPROVED: ("poster",),
    Kind.SUSPENDED: ("reason",),
    Kind.REVOKED: ("reason",),
    Kind.ANSWERED: ("title",),
    Kind.MISSING_REPORT: ("slot", "due"),
    Kind.TRAINING: ("title", "at", "place"),
    Kind.TRAINING_OFF: ("title", "at"),
    Kind.LETTER: ("title",),
    Kind.PHONE: ("code",),
}
# what a text is of no use without
NEEDED = {Kind.PHONE: "code"}
# what goes to the phone alone, and stands on no page
TO_PHONE_ALONE = frozenset({Kind.PHONE})


def places(kind: Kind) -> tuple[str, ...]:
    """What a text of this kind may name in braces."""
    return (*OF_ALL, *PLACES.get(kind, ()))


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # noted before the channel is asked
    SENT = "sent"
    FAILED = "failed"  # it did not arrive
    UNCLEAR = "unclear"  # it may have arrived
    TOLD = "told"  # in another way, by somebody who looked


class Action(StrEnum):
    BEGIN = "begin"
    ARRIVED = "arrived"
    PUT_OFF = "put-off"  # it did not arrive, and is tried again later
    GIVE_UP = "give-up"
    LOSE_SIGHT = "lose-sight"  # nobody knows whether it arrived
    SEND_AGAIN = "send-again"  # by somebody who looked
    TELL = "tell"  # the same, in another way


FLOW = Flow(
    {
        (State.WAITING, Action.BEGIN): State.SENDING,
        (State.WAITING, Action.GIVE_UP): State.FAILED,
        (State.SENDING, Action.ARRIVED): State.SENT,
        (State.SENDING, Action.PUT_OFF): State.WAITING,
        (State.SENDING, Action.GIVE_UP): State.FAILED,
        (State.SENDING, Action.LOSE_SIGHT): State.UNCLEAR,
        (State.UNCLEAR, Action.SEND_AGAIN): State.WAITING,
        (State.UNCLEAR, Action.TELL): State.TOLD,
        (State.FAILED, Action.SEND_AGAIN): State.WAITING,
        (State.FAILED, Action.TELL): State.TOLD,
    }
)
# somebody has to look at it
STUCK = (State.FAILED, State.UNCLEAR)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)


def pause_after(attempts: int) -> timedelta | None:
    """How long until the next try; None: it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def masked(address: str) -> str:
    """A number or an address so that its owner knows it again and nobody else does."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…@{host}" if at else f"…{address[-4:]}"
