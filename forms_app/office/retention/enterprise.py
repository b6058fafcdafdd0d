"""What is kept about one enterprise and its people, by kind, found by walking the
kinds: what a feature adds is in it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from forms_app.base.audit import AuditEntry
from forms_app.office.retention.keeping import PLACES, Condition, Keeping
from forms_app.office.retention.rules import Kind
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Intent

LISTED = ("approved", "suspended")


def keys_of(session: Session, enterprise: Enterprise) -> dict[Kind, list[int]]:
    """The rows of each kind that go with an enterprise, people first.

    What hangs on its people goes with them.
    """
    found: dict[Kind, list[int]] = {}
    for kind, keeping in PLACES.items():
        if kind is not Kind.REASONS:
            query = (
                select(keeping.key)
                .where(_of(keeping, enterprise), keeping.there())
                .order_by(keeping.key)
            )
            found[kind] = list(session.scalars(query))
    subjects = [enterprise.reference, *(f"item/{key}" for key in found[Kind.ITEMS])]
    reasons = PLACES[Kind.REASONS]
    entries = select(AuditEntry.number).where(AuditEntry.subject.in_(subjects))
    found[Kind.REASONS] = list(
        session.scalars(
            select(reasons.key).where(reasons.key.in_(entries)).order_by(reasons.key)
        )
    )
    return {kind: found[kind] for kind in Kind if found.get(kind)}


def _of(keeping: Keeping, enterprise: Enterprise) -> Condition:
    model: Any = keeping.model
    if model is Enterprise:
        return Enterprise.id == enterprise.id
    if model is Intent:
        return Intent.reference == enterprise.reference
    if not hasattr(model, "enterprise_id"):
        return false()
    mine: Condition = model.enterprise_id == enterprise.id
    return mine & model.person_id.is_(None) if hasattr(model, "person_id") else mine
