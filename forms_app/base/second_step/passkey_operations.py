"""The passkeys of an account: one more, one less. One audit entry each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.accounts.models import Account
from forms_app.base.refusal import Refused
from forms_app.base.second_step import queries
from forms_app.base.second_step.factors import forget_passkey, replace_codes
from forms_app.base.second_step.models import Passkey
from forms_app.base.second_step.passkeys import NewKey, hash_of

MOST = 10


def add_passkey(
    session: Session,
    account: Account,
    key: NewKey,
    device: str,
    seed: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Recovery codes that the account has stay.

    Raises:
        Refused: it is known already, or there are too many.
    """
    if queries.passkey(session, hash_of(key.credential)):
        raise Refused("这个通行密钥已经有了。")
    if len(queries.passkeys(session, account.id)) >= MOST:
        raise Refused("最多十个通行密钥，请先删去不用的。")
    session.add(
        Passkey(
            account_id=account.id,
            credential=key.credential,
            credential_hash=hash_of(key.credential),
            public_key=key.public_key,
            uses=key.uses,
            device=device,
            since=now,
        )
    )
    if not queries.codes_left(session, account.id):
        replace_codes(session, account, seed)
    audit.record(
        session,
        actor=actor,
        action="account.passkey",
        subject=account.username,
        now=now,
    )


def remove_passkey(
    session: Session, account: Account, key: Passkey, *, actor: Actor, now: datetime
) -> None:
    """Nobody signs in with it any more."""
    forget_passkey(session, account, key)
    audit.record(
        session,
        actor=actor,
        action="account.passkey-removed",
        subject=account.username,
        now=now,
    )
