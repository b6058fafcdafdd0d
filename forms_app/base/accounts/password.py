"""Passwords of accounts: how long, hashed, and made for somebody else."""

from __future__ import annotations

import secrets

from flask_security.utils import hash_password

from forms_app.base.refusal import Refused

SHORTEST = 10  # characters


def hashed(password: str) -> str:
    """Needs a Flask app, whose settings say how.

    Raises:
        Refused: it is too short.
    """
    if len(password) < SHORTEST:
        raise Refused("密码至少要 10 个字符")
    found: str = hash_password(password)
    return found


def one_time_password() -> str:
    """Made for somebody who changes it when signing in with it."""
    return secrets.token_urlsafe(12)
