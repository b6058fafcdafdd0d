"""The audit entry of whatever is done about two reports a day.

It holds the enterprise's reference, a person's number and counts; never a temperature
or a name.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.permits.enterprises.models import Unit


def enterprise_entry(
    session: Session,
    action: str,
    enterprise: Unit,
    *,
    details: dict[str, Any],
    actor: Actor,
    now: datetime,
    basis: str = "",
    reason: str = "",
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=enterprise.reference,
        now=now,
        basis=basis,
        reason=reason,
        details=details,
    )
