"""A registration on its way: every page is kept on the server as it is filled, under a
secret in the cookie.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from flask import session
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.permits.enterprises.models import RegistrationDraft


def answers(database: Session) -> dict[str, Any]:
    """What was filled in so far on this device."""
    draft = _find(database)
    return dict(draft.answers) if draft else {}


def save(database: Session, page: dict[str, Any], now: datetime) -> None:
    draft = _find(database)
    if draft is None:
        session["draft"] = secrets.token_urlsafe(32)
        draft = RegistrationDraft(secret_hash=_hash(), answers={}, updated_at=now)
        database.add(draft)
    draft.answers = {**draft.answers, **page}
    draft.updated_at = now


def finish(database: Session) -> None:
    """The registration is done; the draft is not needed any more."""
    draft = _find(database)
    if draft:
        database.delete(draft)


def _find(database: Session) -> RegistrationDraft | None:
    if "draft" not in session:
        return None
    return database.scalar(
        select(RegistrationDraft).where(RegistrationDraft.secret_hash == _hash())
    )


def _hash() -> str:
    return hashlib.sha256(session["draft"].encode()).hexdigest()
