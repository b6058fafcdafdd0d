"""Reading: what an account has for its second step, and who has to have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.queries import admins
from forms_app.base.accounts.rule_file import rules_now
from forms_app.base.office import Office
from forms_app.base.second_step.models import (
    AskedReset,
    Authenticator,
    Passkey,
    RecoveryCode,
)
from forms_app.base.second_step.recovery import codes_of, hash_of

RESET_HOLDS = timedelta(hours=24)  # for the second administrator


def authenticator(session: Session, account_id: int) -> Authenticator | None:
    return session.get(Authenticator, account_id)


def passkeys(session: Session, account_id: int) -> Sequence[Passkey]:
    """In the order in which they were made."""
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    return session.scalars(query).all()


def passkey(session: Session, credential_hash: str) -> Passkey | None:
    query = select(Passkey).where(Passkey.credential_hash == credential_hash)
    return session.scalar(query)


def has_second_step(session: Session, account_id: int) -> bool:
    return bool(authenticator(session, account_id) or passkeys(session, account_id))


def codes_left(session: Session, account_id: int) -> int:
    query = select(func.count()).where(RecoveryCode.account_id == account_id)
    return session.scalar(query) or 0


def recovery_code(
    session: Session, account_id: int, code_hash: str
) -> RecoveryCode | None:
    query = select(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash == code_hash
    )
    return session.scalar(query)


def opens(session: Session, account_id: int, username: str, seed: str) -> bool:
    """Whether the recovery codes of a seed are those that the account has."""
    hashes = [hash_of(username, code) for code in codes_of(seed, username)]
    query = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash.in_(hashes)
    )
    return bool(session.scalar(query))


def required(office: Office) -> frozenset[Role]:
    """The roles that open nothing without it."""
    return rules_now(office).second_step


def asked_reset(session: Session, account_id: int, now: datetime) -> AskedReset | None:
    """The reset that waits for a second administrator, while it holds."""
    found = session.get(AskedReset, account_id)
    return found if found and found.asked_at > now - RESET_HOLDS else None


def asked_resets(session: Session, now: datetime) -> Sequence[tuple[AskedReset, str]]:
    """Each with the name of its account, the oldest first."""
    query = (
        select(AskedReset, Account.username)
        .join(Account, Account.id == AskedReset.account_id)
        .where(AskedReset.asked_at > now - RESET_HOLDS)
        .order_by(AskedReset.asked_at)
    )
    return [(asked, username) for asked, username in session.execute(query)]


def who_may_reset(session: Session, account: Account, asked_by: str) -> list[str]:
    """The administrators who may confirm what `asked_by` asks for."""
    return [one for one in admins(session) if one not in {asked_by, account.username}]
