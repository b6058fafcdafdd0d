"""Saving the file of an enterprise: a decision. An intent is committed, as by a button; the
one audit entry is written when the database follows the file.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.contentfile.campaign_folder import key_of
from forms_app.base.contentfile.write import file_hash
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.editor.operations import Edit

BY_HAND = "edit"  # what is asked of the file


def decide(
    session: Session,
    path: str,
    edit: Edit,
    *,
    actor: Actor,
    now: datetime,
) -> Intent:
    """The file of an enterprise; whoever calls writes it once this is committed."""
    campaign, _slash, reference = key_of(path).partition("/")
    intent = Intent(
        reference=reference,
        campaign=campaign,
        action=BY_HAND,
        actor_id=actor.id,
        actor_role=str(actor.role or ""),
        reason=edit.reason,
        expected_hash=edit.seen,
        new_hash=file_hash(edit.data),
        new_text=edit.data.decode(),
        at=now,
    )
    session.add(intent)
    session.flush()
    return intent
