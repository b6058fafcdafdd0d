"""The rules of resuming work: stages of an application, states of a permission, and
every step between them.

Application → check at the door → decision → supervision. Pure.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from forms_app.base.flow import Flow


class Stage(StrEnum):
    """Where an application stands. Staff and the enterprise see the same stages."""

    DRAFT = "draft"  # being filled in
    SUBMITTED = "submitted"  # papers to be reviewed
    RETURNED = "returned"  # back with the enterprise
    ACCEPTED = "accepted"  # 受理: to be checked at the door
    TO_PUT_RIGHT = "to-put-right"  # failed lines; a second visit follows
    CHECKED = "checked"  # passed at the door; to be decided
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"  # by the enterprise


class Action(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    REFUSE = "refuse"
    PASS_CHECK = "pass-check"  # noqa: S105 - not a password
    FAIL_CHECK = "fail-check"
    APPROVE = "approve"
    CANCEL = "cancel"


FLOW = Flow(
    {
        (Stage.DRAFT, Action.SUBMIT): Stage.SUBMITTED,
        (Stage.RETURNED, Action.SUBMIT): Stage.SUBMITTED,
        (Stage.SUBMITTED, Action.RETURN): Stage.RETURNED,
        (Stage.ACCEPTED, Action.RETURN): Stage.RETURNED,
        (Stage.TO_PUT_RIGHT, Action.RETURN): Stage.RETURNED,
        (Stage.SUBMITTED, Action.ACCEPT): Stage.ACCEPTED,
        (Stage.SUBMITTED, Action.REFUSE): Stage.REFUSED,
        (Stage.ACCEPTED, Action.REFUSE): Stage.REFUSED,
        (Stage.TO_PUT_RIGHT, Action.REFUSE): Stage.REFUSED,
        (Stage.CHECKED, Action.REFUSE): Stage.REFUSED,
        (Stage.ACCEPTED, Action.PASS_CHECK): Stage.CHECKED,
        (Stage.TO_PUT_RIGHT, Action.PASS_CHECK): Stage.CHECKED,
        (Stage.ACCEPTED, Action.FAIL_CHECK): Stage.TO_PUT_RIGHT,
        (Stage.TO_PUT_RIGHT, Action.FAIL_CHECK): Stage.TO_PUT_RIGHT,
        (Stage.CHECKED, Action.APPROVE): Stage.APPROVED,
        (Stage.DRAFT, Action.CANCEL): Stage.CANCELLED,
        (Stage.SUBMITTED, Action.CANCEL): Stage.CANCELLED,
        (Stage.RETURNED, Action.CANCEL): Stage.CANCELLED,
        (Stage.ACCEPTED, Action.CANCEL): Stage.CANCELLED,
        (Stage.TO_PUT_RIGHT, Action.CANCEL): Stage.CANCELLED,
        (Stage.CHECKED, Action.CANCEL): Stage.CANCELLED,
    }
)

WITH_STAFF = frozenset({Stage.SUBMITTED, Stage.ACCEPTED, Stage.CHECKED})
WITH_ENTERPRISE = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.TO_PUT_RIGHT})
OPEN = WITH_STAFF | WITH_ENTERPRISE
# the check at the door is due
TO_CHECK = frozenset({Stage.ACCEPTED, Stage.TO_PUT_RIGHT})
CLOSED = frozenset({Stage.APPROVED, Stage.REFUSED, Stage.CANCELLED})

CLASSES = ("priority", "orderly", "deferred")  # 优先, 有序, 暂缓
# the promise in content/rules/hours.toml that runs in a stage
PROMISED: dict[Stage, str] = {
    Stage.SUBMITTED: "review_hours",
    Stage.ACCEPTED: "site_check_hours",
    Stage.CHECKED: "decide_hours",
}


class PermissionStatus(StrEnum):
    """What the content file says (its Status)."""

    PENDING = "pending"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Step(StrEnum):
    """A step of a permission; each is an edit of the content file."""

    OPEN = "open"  # 受理 writes the pending file
    APPROVE = "approve"
    SUSPEND = "suspend"
    RESTORE = "restore"
    REVOKE = "revoke"


# a first file is written by decisions.py, from no state at all
PERMISSIONS = Flow(
    {
        (PermissionStatus.REVOKED, Step.OPEN): PermissionStatus.PENDING,
        (PermissionStatus.PENDING, Step.APPROVE): PermissionStatus.APPROVED,
        (PermissionStatus.APPROVED, Step.SUSPEND): PermissionStatus.SUSPENDED,
        (PermissionStatus.SUSPENDED, Step.RESTORE): PermissionStatus.APPROVED,
        (PermissionStatus.APPROVED, Step.REVOKE): PermissionStatus.REVOKED,
        (PermissionStatus.SUSPENDED, Step.REVOKE): PermissionStatus.REVOKED,
    }
)

WAITING = "waiting"  # of an intent: its file is there, and a second account confirms it
INSPECTION = "inspection"  # the purpose of a check that nobody applied for
# how long opening an application keeps others informed that it is being worked on
TAKEN_FOR = timedelta(minutes=20)


def is_taken(
    by: str | None, at: datetime | None, *, reader: str, now: datetime
) -> bool:
    """Whether somebody else works on it right now."""
    return by is not None and by != reader and at is not None and now - at < TAKEN_FOR


def due(
    start: datetime, hours: float, open_hours: dict[date, tuple[time, time]]
) -> datetime | None:
    """When `hours` of office time after `start` have passed.

    `open_hours` says for each known day when the office is open (equal times: closed).
    None when the time runs into a day that is not known: then nothing is promised.
    """
    left = timedelta(hours=hours)
    day = start.date()
    while day in open_hours:
        opens, closes = (
            datetime.combine(day, at, start.tzinfo) for at in open_hours[day]
        )
        begin = max(start, opens)
        if closes > begin:
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
        day += timedelta(days=1)
    return None
