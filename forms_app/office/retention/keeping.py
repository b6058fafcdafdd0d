"""The words of reasons in the audit trail; its entries stay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, at


def _written(newest: date) -> Condition:
    return AuditReason.entry_number.in_(
        select(AuditEntry.number).where(at(AuditEntry.at)(newest))
    )


REASONS = Keeping(
    "audit-reasons", _l("操作记录里的理由"), AuditReason, {Event.SAVED: _written}
)
