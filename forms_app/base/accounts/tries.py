"""Wrong passwords, counted where they are typed: nobody can keep an account's owner out
from somewhere else.

By account and address, or by account and device where it was signed in before. None of
it tells whether there is such an account.
"""

from __future__ import annotations

from flask import request

from forms_app.base.accounts.known_device import device_of
from forms_app.base.keys import keyring
from forms_app.base.limits import counters, who

ALLOWED = 5
SLOWED_FOR = 15 * 60  # seconds, from the first wrong one


def place() -> str:
    """Where the form for signing in was filled in: a device that is known for the
    account, else an address.
    """
    username = request.form.get("username", "")
    return device_of(username) or who()


def is_slowed(username: str) -> bool:
    """Whether not even the right password is taken here now."""
    return counters().get(_key(username)) >= ALLOWED


def count(username: str) -> bool:
    """One more wrong password here; whether it is the one that slows down."""
    return counters().incr(_key(username), SLOWED_FOR) == ALLOWED


def forget(username: str) -> None:
    """The right one was typed here."""
    counters().clear(_key(username))


def is_slowed_anywhere(username: str) -> bool:
    return counters().highest(_keys(username)) >= ALLOWED


def forget_everywhere(username: str) -> None:
    counters().clear_all(_keys(username))


def _key(username: str) -> str:
    return f"{_keys(username)}{device_of(username) or who()}"


def _keys(username: str) -> str:
    """How the keys of an account begin."""
    digest = keyring().digest("index", "sign-in", username)
    return f"sign-in/{digest[:20]}/"
