"""What an account proves itself by, kept and forgotten together: recovery codes are of
use only while there is something that they stand in for.
"""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from forms_app.base.accounts import tries
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.signing_out import sign_out
from forms_app.base.second_step import queries
from forms_app.base.second_step.models import (
    AskedReset,
    Authenticator,
    Passkey,
    RecoveryCode,
)
from forms_app.base.second_step.recovery import codes_of, hash_of


def replace_codes(session: Session, account: Account, seed: str) -> None:
    _forget(session, account, RecoveryCode)
    session.add_all(
        RecoveryCode(account_id=account.id, code_hash=hash_of(account.username, code))
        for code in codes_of(seed, account.username)
    )


def forget_authenticator(session: Session, account: Account) -> None:
    _forget(session, account, Authenticator)
    _forget_codes_of_nothing(session, account)


def forget_passkey(session: Session, account: Account, key: Passkey) -> None:
    session.delete(key)
    session.flush()
    _forget_codes_of_nothing(session, account)


def forget_all(session: Session, account: Account) -> None:
    """Part of a step that leaves its entry in the audit."""
    for table in (Authenticator, Passkey, RecoveryCode, AskedReset):
        _forget(session, account, table)


def start_over(session: Session, account: Account) -> None:
    """The same, and whoever is signed in is out; the next sign-in sets it up anew where
    the rule asks for it.
    """
    forget_all(session, account)
    sign_out(session, account)
    tries.forget_everywhere(account.username)


def _forget_codes_of_nothing(session: Session, account: Account) -> None:
    if not queries.has_second_step(session, account.id):
        _forget(session, account, RecoveryCode)


def _forget(
    session: Session,
    account: Account,
    table: type[Authenticator | Passkey | RecoveryCode | AskedReset],
) -> None:
    session.execute(delete(table).where(table.account_id == account.id))
