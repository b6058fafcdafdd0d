"""Signing an account out on every device."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.accounts.models import Account, new_uniquifier
from forms_app.base.sessions.store import end_all


def sign_out(session: Session, account: Account) -> None:
    """Part of a step that leaves its entry in the audit."""
    account.fs_uniquifier = new_uniquifier()
    end_all(session, Actor("staff", account.username))
