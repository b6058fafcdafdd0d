"""A line of the public log, a leaf of its tree: what was decided, or what else is to be
provable later.

A decision's line has two hashes: `file` of the accepted text that says it, `row` of what
the list says of it (name, kind, community, place, batch, day, status), by which anybody
can tell whether the list still says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from forms_app.base.contentfile.write import file_hash
from forms_app.permits.enterprises.content import NOT_PUBLIC, EnterpriseFile
from forms_app.publishing.intake.accepted import EXCEPTIONS, record_of
from forms_app.publishing.intake.journal import Change
from forms_app.publishing.site.entries import BEGUN, shown_as
from forms_app.publishing.site.inputs import Inputs

GONE = "gone"  # nothing of it is public any more
# What of the row of a list a leaf answers for: not how a grid is called today.
ROW = ("reference", "name", "kind", "community", "place", "batch", "since", "status")


@dataclass(frozen=True)
class Decision:
    """What is public of an enterprise in a campaign. `row` and `file` are the hashes of the
    list's row and of the file that says so.
    """

    status: str
    row: str
    file: str

    def line(self, key: str, moment: str) -> str:
        campaign, _slash, reference = key.partition("/")
        return canonical(
            {
                "moment": moment,
                "campaign": campaign,
                "reference": reference,
                "status": self.status,
                "file": self.file,
                "row": self.row,
            }
        )


def canonical(leaf: Mapping[str, str]) -> str:
    """Its keys in order, without a space, in ASCII."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"))


def moment_of(now: datetime) -> str:
    """As a line has it: UTC, whole seconds; sorts as it is later."""
    return f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def of_record(
    record: EnterpriseFile, exception: Mapping[str, str], inputs: Inputs, file: str
) -> Decision | None:
    """`file` is the hash of its text. None where nothing of it is public: pending, or of
    a campaign that has not begun or is a rehearsal.
    """
    if record.status in NOT_PUBLIC or inputs.phase(record.campaign) not in BEGUN:
        return None
    status, since = shown_as(record, exception)
    row: dict[str, Any] = {
        "reference": record.reference,
        "name": record.title,
        "kind": str(record.kind),
        "community": record.community,
        "place": record.place,
        "batch": record.batch,
        "since": since,
        "status": status,
    }
    return Decision(status, row_hash(row), file)


def of_change(change: Change, inputs: Inputs) -> Decision | None:
    """The same of what the journal says was accepted, withdrawn, or is being checked."""
    text = change.before if change.text is None else change.text
    record = record_of(text, change.key)
    if record is None or text is None:
        return None
    exception = {"standing": change.what, "since": change.day}
    excepted = exception if change.what in EXCEPTIONS else {}
    return of_record(record, excepted, inputs, file_hash(text.encode()))


def row_hash(row: Mapping[str, Any]) -> str:
    """Of a row of the list, in the canonical way."""
    told = {name: row[name] for name in ROW}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
