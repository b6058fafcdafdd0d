"""The states of an item, what may be done in each, and what must be there before it is
finished (件件有答复、事事有措施).

Pure. Nothing finishes by itself; what is over its due time shows as overdue until
somebody did something about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from forms_app.base.flow import Flow


class Status(StrEnum):
    OPEN = "open"  # nobody answers for it yet
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"  # will not be done, with a reason


class Action(StrEnum):
    TAKE = "take"  # by oneself
    HAND_OVER = "hand_over"  # to somebody
    GIVE_BACK = "give_back"
    ANSWER = "answer"  # or the measure, or a new due time: it goes on
    FINISH = "finish"
    DROP = "drop"
    REOPEN = "reopen"


FLOW = Flow(
    {
        (Status.OPEN, Action.TAKE): Status.TAKEN,
        (Status.OPEN, Action.HAND_OVER): Status.TAKEN,
        (Status.OPEN, Action.ANSWER): Status.OPEN,
        (Status.OPEN, Action.FINISH): Status.DONE,
        (Status.OPEN, Action.DROP): Status.DROPPED,
        (Status.TAKEN, Action.HAND_OVER): Status.TAKEN,
        (Status.TAKEN, Action.GIVE_BACK): Status.OPEN,
        (Status.TAKEN, Action.ANSWER): Status.TAKEN,
        (Status.TAKEN, Action.FINISH): Status.DONE,
        (Status.TAKEN, Action.DROP): Status.DROPPED,
        (Status.DONE, Action.REOPEN): Status.OPEN,
        (Status.DROPPED, Action.REOPEN): Status.OPEN,
    },
    refusals={
        Status.TAKEN: "已经有人接了。",
        Status.OPEN: "这一件还没有人接，也没有办结。",
        Status.DONE: "这一件已经办结了。",
        Status.DROPPED: "这一件已经定了不办。",
    },
)
UNFINISHED = (Status.OPEN, Status.TAKEN)


def missing(needs: Iterable[str], given: Mapping[str, str]) -> list[str]:
    """Of the texts that must be there before it is finished ("answer", "measure"),
    those that are not.
    """
    return [name for name in needs if not given.get(name, "").strip()]


def is_overdue(status: Status, due_at: datetime | None, now: datetime) -> bool:
    return status in UNFINISHED and due_at is not None and due_at < now
