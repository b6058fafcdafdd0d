"""A device with which somebody signed in before, so that nobody else's wrong passwords
keep its owner out.

Its cookie opens nothing. It holds a random number, and keyed digests of accounts.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from forms_app.base.keys import keyring

SETTING = "KAIGONG_DEVICE_COOKIE"  # what the cookie is called
MOST = 12  # accounts; a desk is shared
LASTS = 180 * 24 * 3600  # seconds


def device_of(username: str) -> str:
    """The number of this device; empty where this account was never signed in here."""
    number, accounts = _read()
    return number if _digest(number, username) in accounts else ""


def remember(username: str) -> None:
    """With the answer to this request."""
    number, accounts = _read()
    number = number or secrets.token_urlsafe(12)
    own = _digest(number, username)
    kept = [*(one for one in accounts if one != own), own][-MOST:]
    signed = str(_serializer().dumps([number, kept]))

    @after_this_request
    def _mark(answer: Response) -> Response:
        answer.set_cookie(
            current_app.config[SETTING],
            signed,
            max_age=LASTS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return answer


def _read() -> tuple[str, list[str]]:
    signed = request.cookies.get(current_app.config[SETTING], "")
    try:
        number, accounts = _serializer().loads(signed)
    except BadSignature:
        return "", []
    return number, accounts


def _digest(number: str, username: str) -> str:
    return keyring().digest("index", "device", number, username)[:20]


def _serializer() -> Any:
    return URLSafeSerializer(current_app.secret_key or "", salt="known-device")
