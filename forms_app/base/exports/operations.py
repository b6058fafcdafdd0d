"""Handing a finished table out: the one step of an export that leaves an entry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.exports.models import Export


def hand_out(session: Session, export: Export, *, actor: Actor, now: datetime) -> None:
    """Somebody fetched it: which table, of what, how many rows."""
    details = {"table": export.kind, "rows": export.rows, "export": export.id}
    audit.record(
        session,
        actor=actor,
        action="export.fetch",
        subject=export.subject,
        now=now,
        details=details,
    )
