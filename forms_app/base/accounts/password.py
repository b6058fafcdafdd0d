"""Passwords of accounts: which are taken, hashed, and made for somebody else."""

from __future__ import annotations

import re
import secrets

from flask_security.utils import hash_password

from forms_app.base.refusal import Refused

SHORTEST = 10  # characters
# What is tried first, without the digits and marks that people add to it. Read off
# published lists of what was guessed, and off keyboards.
COMMONEST = frozenset(
    {
        *("abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghij"),
        *("admin", "administrator", "changeme", "china", "iloveyou", "kaigong"),
        *("letmein", "login", "mima", "office", "password", "passwd", "passwort"),
        *("asdf", "asdfgh", "asdfghjkl", "qaz", "qazwsx", "qazwsxedc", "qqq"),
        *("qwe", "qwer", "qwert", "qwerty", "qwertyuiop", "zxcvbn", "zxcvbnm"),
        *("root", "secret", "staff", "system", "user", "welcome", "xiaoming"),
        *("woaini", "woaizhongguo", "wuhan", "zhongguo", "pswd", "pssword"),
    }
)
ADDED = re.compile(r"[\W\d_]+")


def weakness(password: str, username: str) -> Refused | None:
    """Why it is not taken for this account; None when it is."""
    if len(password) < SHORTEST:
        return Refused("密码至少要 10 个字符")
    lower = password.lower()
    letters = ADDED.sub("", lower)
    if len(set(lower)) < 4:
        return Refused("密码里不同的字符太少，一猜就中，请换一个")
    if username in lower or letters == ADDED.sub("", username):
        return Refused("密码不能就是账号的名字，请换一个")
    if not letters or letters in COMMONEST:
        return Refused("这个密码太常见，一猜就中，请换一个，例如几个不相干的词")
    return None


def hashed(password: str, username: str) -> str:
    """Needs a Flask app, whose settings say how.

    Raises:
        Refused: it is too weak.
    """
    if refused := weakness(password, username):
        raise refused
    found: str = hash_password(password)
    return found


def one_time_password() -> str:
    """Made for somebody who changes it when signing in with it."""
    return secrets.token_urlsafe(12)
