"""Wrong passwords and codes, counted where they are typed: nobody can keep an account's
owner out from somewhere else.

By account and address, or by account and device where it was signed in before. None of
it tells whether there is such an account. Wrong codes of the second step are counted
together wherever the account is not known: whoever types them has the password.
"""

from __future__ import annotations

from flask import request

from forms_app.base.accounts.known_device import device_of
from forms_app.base.keys import keyring
from forms_app.base.limits import counters, who

PASSWORD = "sign-in"  # noqa: S105 - a kind of counter
CODE = "second-step"
ALLOWED = 5
SLOWED_FOR = 15 * 60  # seconds, from the first wrong one


def place() -> str:
    """Where the form for signing in was filled in: a device that is known for the
    account, else an address.
    """
    username = request.form.get("username", "")
    return device_of(username) or who()


def is_slowed(username: str, kind: str = PASSWORD) -> bool:
    """Whether not even the right one is taken here now."""
    return counters().get(_key(username, kind)) >= ALLOWED


def count(username: str, kind: str = PASSWORD) -> bool:
    """One more wrong one here; whether it is the one that slows down."""
    return counters().incr(_key(username, kind), SLOWED_FOR) == ALLOWED


def forget(username: str, kind: str = PASSWORD) -> None:
    """The right one was typed here."""
    counters().clear(_key(username, kind))


def is_slowed_anywhere(username: str) -> bool:
    counts = [counters().highest(_keys(username, kind)) for kind in (PASSWORD, CODE)]
    return max(counts) >= ALLOWED


def forget_everywhere(username: str) -> None:
    for kind in (PASSWORD, CODE):
        counters().clear_all(_keys(username, kind))


def _key(username: str, kind: str) -> str:
    elsewhere = who() if kind == PASSWORD else "elsewhere"
    return f"{_keys(username, kind)}{device_of(username) or elsewhere}"


def _keys(username: str, kind: str) -> str:
    """How the keys of an account begin."""
    digest = keyring().digest("index", kind, username)
    return f"{kind}/{digest[:20]}/"
