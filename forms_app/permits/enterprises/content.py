"""The enterprise file: content/enterprises/<community>/<reference>.md.

The file is the decision.

Holds what may be public and nothing else: no code, no person, no phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.schema import (
    FileKind,
    Key,
    a_date,
    a_number,
    a_slug,
    matching,
    one_of,
)
from forms_app.permits.enterprises.rules import Kind

REFERENCE = r"[A-Z]{2}-[3479ACDEFHJKMNPRTWXY]{6}"


class Status(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


ENTERPRISE = FileKind(
    "enterprise",
    (
        Key("Title", required=True),
        Key(
            "Reference",
            required=True,
            judge=matching(REFERENCE, "两个字母、连字符、六位，例如 QT-7K3M9P"),
        ),
        Key("Revision", required=True, judge=a_number),
        Key("Kind", required=True, judge=one_of(*Kind)),
        Key("Community", required=True, judge=a_slug),
        Key("Grid", required=True, judge=a_slug),
        Key("Place"),
        Key("Status", required=True, judge=one_of(*Status)),
        Key("Since", required=True, judge=a_date),
        Key("Batch", judge=a_number),
        Key("Basis", required=True),
        Key("Checked", judge=a_date),
        Key("Pilot", judge=one_of("yes", "no")),
        Key("Reason"),
    ),
)


@dataclass(frozen=True)
class EnterpriseFile:
    """One accepted enterprise file. `remark` is Markdown for the public."""

    reference: str
    revision: int
    title: str
    kind: Kind
    community: str
    grid: str
    status: Status
    since: date
    basis: str
    place: str = ""
    batch: int | None = None
    checked: date | None = None
    pilot: bool = False
    reason: str = ""
    remark: str = ""


def read_enterprise(
    data: bytes, path: str, today: date
) -> tuple[EnterpriseFile | None, Parsed]:
    """An enterprise file, or None beside the faults; knows nothing of other files."""
    parsed = parse(data, path, ENTERPRISE)
    values = parsed.values
    if parsed.date_is_good("Since") and parsed.values["Since"] > today.isoformat():
        parsed.wrong("Since", "“%(value)s”在今天之后", "不晚于今天", today.isoformat())
    status = values.get("Status")
    if status in {Status.SUSPENDED, Status.REVOKED} and not values.get("Reason"):
        parsed.fault(
            parsed.lines.get("Reason", parsed.lines["Status"]),
            "暂停或撤销要写明理由",
            "Reason: 给公众看的理由",
        )
    if status == Status.APPROVED and not values.get("Batch"):
        parsed.fault(
            parsed.lines.get("Batch", parsed.lines["Status"]),
            "准予开工要写明批次",
            "Batch: 1",
        )
    if values.get("Basis") == "paper" and not values.get("Checked"):
        parsed.fault(
            parsed.lines["Basis"], "纸质申请要写明上门核验的日期", "Checked: YYYY-MM-DD"
        )
    if parsed.faults:
        return None, parsed
    record = EnterpriseFile(
        reference=values["Reference"],
        revision=int(values["Revision"]),
        title=values["Title"],
        kind=Kind(values["Kind"]),
        community=values["Community"],
        grid=values["Grid"],
        status=Status(values["Status"]),
        since=date.fromisoformat(values["Since"]),
        basis=values["Basis"],
        place=values.get("Place", ""),
        batch=int(values["Batch"]) if values.get("Batch") else None,
        checked=parsed.date("Checked"),
        pilot=values.get("Pilot") == "yes",
        reason=values.get("Reason", ""),
        remark=parsed.body,
    )
    return record, parsed


def readable_status(data: bytes) -> Status | None:
    """The status a faulty file still shows beyond doubt: one Status line, one exact
    word. None otherwise.
    """
    try:
        rows = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
    head = rows[: next((n for n, row in enumerate(rows) if not row.strip()), len(rows))]
    said = [
        row.partition(":")[2].strip()
        for row in head
        if row.partition(":")[0].strip().lower() == "status"
    ]
    stray = [
        row
        for row in head
        if "status" in row.lower().replace("：", ":").partition(":")[0]
    ]
    return (
        Status(said[0])
        if len(said) == len(stray) == 1 and said[0] in set(Status)
        else None
    )
