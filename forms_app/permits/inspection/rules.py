"""The states of an enterprise in an inspection, and every step between them. Pure."""

from __future__ import annotations

from enum import StrEnum

from forms_app.base.flow import Flow


class Standing(StrEnum):
    """What the content file says (its Status)."""

    UNCHECKED = "unchecked"
    PASSED = "passed"
    MENDING = "mending"
    SUSPENDED = "suspended"


# of an enterprise whose file says nothing, or was taken away
NOTHING_SAID = (Standing.UNCHECKED, "withdrawn")


class Step(StrEnum):
    """What was found or decided at the door."""

    PASS = "pass"  # noqa: S105 - not a password
    MEND = "mend"
    SUSPEND = "suspend"


FLOW = Flow(
    {
        (Standing.UNCHECKED, Step.PASS): Standing.PASSED,
        (Standing.UNCHECKED, Step.MEND): Standing.MENDING,
        (Standing.UNCHECKED, Step.SUSPEND): Standing.SUSPENDED,
        (Standing.MENDING, Step.PASS): Standing.PASSED,
        (Standing.MENDING, Step.MEND): Standing.MENDING,
        (Standing.MENDING, Step.SUSPEND): Standing.SUSPENDED,
        (Standing.PASSED, Step.PASS): Standing.PASSED,
        (Standing.PASSED, Step.MEND): Standing.MENDING,
        (Standing.PASSED, Step.SUSPEND): Standing.SUSPENDED,
        (Standing.SUSPENDED, Step.PASS): Standing.PASSED,
        (Standing.SUSPENDED, Step.MEND): Standing.MENDING,
    },
    refusals={Standing.SUSPENDED: "已经暂停了。"},
)
