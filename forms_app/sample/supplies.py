"""What the sample communities were given and handed out: through the
operations, donors unnamed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.quantity import Qualifier
from forms_app.ledger.supplies import operations
from forms_app.ledger.supplies.operations import Given
from forms_app.ledger.supplies.rules import Donor, Kind
from forms_app.sample.plans import SHANGHAI

MASKS = "masks"
DISINFECTANT = "disinfectant-84"
THERMOMETERS = "thermometers"
OUT = 18  # the day of the hand-outs
ESTATE = "示例小区物业公司"
# Community, item, amount, how exact, kind of donor, day of February 2020, for whom.
DONATED = (
    ("nanpu", MASKS, 1500, Qualifier.NEARLY, Donor.OWNER, 12, ""),
    ("nanpu", MASKS, 1000, Qualifier.EXACT, Donor.DEPUTY, 14, ""),
    ("nanpu", MASKS, 500, Qualifier.EXACT, Donor.RESIDENT, 17, ""),
    ("nanpu", DISINFECTANT, 8, Qualifier.EXACT, Donor.OWNER, 12, ""),
    ("nanpu", DISINFECTANT, 4, Qualifier.EXACT, Donor.DEPUTY, 14, ""),
    ("tonghai", THERMOMETERS, 1, Qualifier.EXACT, Donor.OTHER, 15, ESTATE),
    ("tonghai", MASKS, 300, Qualifier.EXACT, Donor.OTHER, 15, ESTATE),
)
HANDED_OUT = (("tonghai", THERMOMETERS, 1), ("tonghai", MASKS, 300))


def enter(session: Session) -> None:
    """Every entry on its own day."""
    for community, item, amount, qualifier, donor, day, receiver in sorted(
        DONATED, key=lambda row: row[5]
    ):
        given = Given(
            community,
            item,
            amount,
            _on(day),
            receiver,
            qualifier=qualifier,
            donor_kind=donor,
        )
        operations.receive(session, Kind.DONATION, given, **_by(community, day))
    for community, item, amount in HANDED_OUT:
        operations.hand_out(
            session,
            Given(community, item, amount, _on(OUT), ESTATE),
            **_by(community, OUT),
        )


def _on(day: int) -> date:
    return date(2020, 2, day)


def _by(community: str, day: int) -> dict[str, Any]:
    now = datetime.combine(_on(day), time(16), SHANGHAI) + timedelta(minutes=day)
    return {"actor": Actor("staff", f"{community}-reviewer", Role.REVIEWER), "now": now}
