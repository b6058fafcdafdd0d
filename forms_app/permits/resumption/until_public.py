"""Waiting a moment for a decision to be public, so that the next page can say since when."""

from __future__ import annotations

import time

from forms_app.base.health import publisher_state
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.readable import readable_status
from forms_app.permits.resumption.models import Intent

PATIENCE = 1.5  # seconds that a page waits


def wait_until_public(office: Office, enterprise_id: int, intent_id: int) -> None:
    """As a rule that is a twentieth of a second; not where a second account is to confirm
    it first.
    """
    if _is_held(office, enterprise_id, intent_id):
        return
    deadline = time.monotonic() + PATIENCE
    while publisher_state(office) == "working" and time.monotonic() < deadline:
        with office.database.reading() as session:
            intent = session.get(Intent, intent_id)
            enterprise = session.get(Enterprise, enterprise_id)
            if intent and enterprise and _is_public(enterprise, intent):
                return
        time.sleep(0.02)


def _is_held(office: Office, enterprise_id: int, intent_id: int) -> bool:
    rule = profile_in(office.accepted).second_eyes
    if not rule.approvals:
        return False
    with office.database.reading() as session:
        intent = session.get(Intent, intent_id)
        enterprise = session.get(Enterprise, enterprise_id)
        if intent is None or enterprise is None:
            return False
        is_granting = readable_status(intent.new_text.encode()) in GRANTED
        return is_granting and rule.of_approval(intent.campaign, enterprise.community)


def _is_public(enterprise: Enterprise, intent: Intent) -> bool:
    permission = enterprise.permissions.get(intent.campaign)
    since = permission.public_since if permission else None
    return bool(intent.settled and since and since >= intent.at)
