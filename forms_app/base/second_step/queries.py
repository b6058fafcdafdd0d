"""Reading: what an account has for its second step, and who has to have it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base.access import Role
from forms_app.base.contentfile.rule_folder import RULES
from forms_app.base.office import Office
from forms_app.base.second_step.models import Authenticator, RecoveryCode
from forms_app.base.second_step.recovery import codes_of, hash_of
from forms_app.base.second_step.rule_file import rules_on


def authenticator(session: Session, account_id: int) -> Authenticator | None:
    return session.get(Authenticator, account_id)


def with_second_step(session: Session, account_ids: Iterable[int]) -> set[int]:
    """Those of these accounts that have it."""
    query = select(Authenticator.account_id)
    return set(session.scalars(query.where(Authenticator.account_id.in_(account_ids))))


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
    rules = RULES.records(office.accepted).values()
    return rules_on(rules, office.clock.today()).second_step
