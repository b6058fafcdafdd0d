"""The codes on the cards of a batch. They follow from one seed, which is kept until the
cards are printed; of each the office keeps a keyed hash.
"""

from __future__ import annotations

import secrets

from forms_app.base.personal import access_hash, code_of, new_code

MOST = 50  # cards of a batch


def new_batch() -> str:
    return new_code(6).lower()


def new_seed() -> str:
    return secrets.token_urlsafe(16)


def usernames(batch: str, number: int) -> list[str]:
    return [f"day-{batch}-{one}" for one in range(1, number + 1)]


def code_on_card(seed: str, username: str) -> str:
    return code_of(seed, username)


def hash_of(code: str) -> str:
    """However it is typed: capitals or not, with hyphens or blanks."""
    return access_hash("day-account", code)
