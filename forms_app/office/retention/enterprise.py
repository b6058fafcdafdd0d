"""What is kept about one enterprise and its people, by kind, found by walking the
kinds: what a feature adds is in it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry
from forms_app.base.keeping import Condition, Keeping
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.kinds import keepings
from forms_app.permits.enterprises.models import Enterprise


def keys_of(session: Session, enterprise: Enterprise) -> dict[str, list[int]]:
    """The rows of each kind that go with an enterprise, people first.

    What hangs on its people goes with them.
    """
    found: dict[str, list[int]] = {}
    subjects = [enterprise.reference]
    for kind, keeping in keepings().items():
        query = (
            select(keeping.key)
            .where(_of(keeping, enterprise), keeping.there())
            .order_by(keeping.key)
        )
        found[kind] = list(session.scalars(query))
        if keeping.subject:
            subjects += map(keeping.subject.format, found[kind])
    found[REASONS.kind] = _reasons(session, subjects)
    return {kind: ids for kind, ids in found.items() if ids}


def _reasons(session: Session, subjects: list[str]) -> list[int]:
    """The words of reasons in the audit entries about these."""
    entries = select(AuditEntry.number).where(AuditEntry.subject.in_(subjects))
    query = select(REASONS.key).where(REASONS.key.in_(entries)).order_by(REASONS.key)
    return list(session.scalars(query))


def _of(keeping: Keeping, enterprise: Enterprise) -> Condition:
    """Rows that name the enterprise, by its key or its reference, and nobody of it."""
    model: Any = keeping.model
    if hasattr(model, "enterprise_id"):
        mine: Condition = model.enterprise_id == enterprise.id
        return mine & model.person_id.is_(None) if hasattr(model, "person_id") else mine
    if hasattr(model, "reference"):
        by_name: Condition = model.reference == enterprise.reference
        return by_name
    return false()
