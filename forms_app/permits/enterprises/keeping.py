"""Registrations that were never sent, and the contacts of an enterprise."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, at
from forms_app.base.personal import access_hash, new_code
from forms_app.base.sessions.store import end_all
from forms_app.permits.enterprises.models import Enterprise, RegistrationDraft

DRAFTS = Keeping(
    "registration-drafts",
    _l("没有交的登记"),
    RegistrationDraft,
    {Event.SAVED: at(RegistrationDraft.updated_at)},
)
CONTACTS = Keeping(
    "contacts",
    _l("单位的联系人和电话"),
    Enterprise,
    emptied={
        "contact_name": "",
        "contact_phone": "",
        "safety_manager": "",
        "phone_index": "",
    },
)


def lock_out(session: Session, enterprise: Enterprise) -> None:
    """Nobody gets in any more with the codes of an enterprise that is erased."""
    enterprise.access_hash = access_hash(enterprise.reference, new_code(12))
    enterprise.access_version = enterprise.access_version + 1
    end_all(session, Actor("enterprise", enterprise.reference))
