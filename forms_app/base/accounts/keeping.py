"""The addresses from which somebody signed in or tried to; the entries stay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from forms_app.base.accounts.models import SignInAddress
from forms_app.base.audit import AuditEntry
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, at


def _written(newest: date) -> Condition:
    return SignInAddress.entry_number.in_(
        select(AuditEntry.number).where(at(AuditEntry.at)(newest))
    )


ADDRESSES = Keeping(
    "sign-ins", _l("登录的地址"), SignInAddress, {Event.SAVED: _written}
)
