"""The six digits that an authenticator app shows, anew every 30 seconds (RFC 6238)."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS = 6
PERIOD = 30  # seconds
DRIFT = 1  # periods that the clock of a phone may be early or late


def new_secret() -> str:
    """As it is typed into an app that scans no code: 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def address_of(secret: str, account: str, office: str) -> str:
    """What the app reads out of the code that it scans."""
    return _totp(secret).get_provisioning_uri(account, office)


def code_at(secret: str, period: int) -> str:
    return _totp(secret).generate(period * PERIOD).decode("ascii")


def period_of(at: datetime) -> int:
    return int(at.timestamp()) // PERIOD


def period_shown(secret: str, code: str, at: datetime) -> int | None:
    """The period in which the app shows this code, now or a moment ago or ahead; None
    where it shows it in none of them.
    """
    now = period_of(at)
    for period in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, period).encode(), code.encode()):
            return period
    return None


def _totp(secret: str) -> TOTP:
    # every app knows this hash, and few another one
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), PERIOD)  # noqa: S303
