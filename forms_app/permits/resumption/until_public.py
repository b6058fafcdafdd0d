"""Waiting a moment for a decision to be public, so that the next page can say since when."""

from __future__ import annotations

import time

from forms_app.base.health import publisher_state
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Intent

PATIENCE = 1.5  # seconds that a page waits


def wait_until_public(office: Office, enterprise_id: int, intent_id: int) -> None:
    """As a rule that is a twentieth of a second."""
    deadline = time.monotonic() + PATIENCE
    while publisher_state(office) == "working" and time.monotonic() < deadline:
        with office.database.reading() as session:
            intent = session.get(Intent, intent_id)
            enterprise = session.get(Enterprise, enterprise_id)
            if intent and enterprise and _is_public(enterprise, intent):
                return
        time.sleep(0.02)


def _is_public(enterprise: Enterprise, intent: Intent) -> bool:
    permission = enterprise.permissions.get(intent.campaign)
    since = permission.public_since if permission else None
    return bool(intent.settled and since and since >= intent.at)
