"""Recovery codes: ten on paper, each of which stands in for the phone once.

They follow from one seed, which is kept until they are noted; of each the office keeps
a keyed hash.
"""

from __future__ import annotations

import secrets

from forms_app.base.personal import access_hash, code_of

MANY = 10


def new_seed() -> str:
    return secrets.token_urlsafe(16)


def codes_of(seed: str, username: str) -> list[str]:
    return [code_of(seed, f"{username}/{number}") for number in range(MANY)]


def hash_of(username: str, code: str) -> str:
    """However it is typed: capitals or not, with hyphens or blanks."""
    return access_hash(f"recovery/{username}", code)
