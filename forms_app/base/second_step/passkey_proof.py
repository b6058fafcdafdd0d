"""Whether what a browser answered proves whose passkey it was made with."""

from __future__ import annotations

from datetime import datetime

from flask import request
from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base.accounts import sign_ins
from forms_app.base.accounts.models import Account
from forms_app.base.office import Office
from forms_app.base.second_step import queries
from forms_app.base.second_step.challenge import site_of
from forms_app.base.second_step.models import Passkey
from forms_app.base.second_step.passkeys import named_in, uses_proved


def proved(office: Office, answer: str, challenge: bytes) -> Account | None:
    """The account of the passkey; None where the answer was not made with one that
    opens an account, or not now.
    """
    with office.database.writing() as session:
        key = queries.passkey(session, named_in(answer))
        account = session.get(Account, key.account_id) if key else None
        if key and account and account.active and challenge:
            uses = uses_proved(
                site_of(office), answer, challenge, key.public_key, key.uses
            )
            if uses is not None:
                _note_use(session, key, uses, office.clock.now())
                return account
        name = account.username if account else ""
        now = office.clock.now()
        address = request.remote_addr or ""
        sign_ins.note_failure(session, "account.passkey-failure", name, address, now)
    return None


def _note_use(session: Session, key: Passkey, uses: int, now: datetime) -> None:
    session.execute(
        update(Passkey).where(Passkey.id == key.id).values(uses=uses, used_at=now)
    )
