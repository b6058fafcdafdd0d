"""Passwords of accounts: which are taken, hashed, and made for somebody else."""

from __future__ import annotations

import gzip
import re
import secrets
from pathlib import Path

from flask_security.utils import hash_password

from forms_app.base.refusal import Refused

SHORTEST = 10  # characters
LIST = Path(__file__).with_name("common_passwords.txt.gz")
# The shortest of these are in no list of whole passwords, people here add to others, and
# one is that of the demo, which everybody knows.
COMMONEST = frozenset(
    {
        *(
            "abc",
            "guanliyuan",
            "kaigong",
            "kaigongdemo",
            "mima",
            "pssword",
            "pswd",
            "qaz",
            "qqq",
        ),
        *("qwe", "shequ", "wangge", "woaizhongguo", "wuhan", "xiaoming"),
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
    if not letters or letters in COMMONEST or {lower, letters} & common():
        return Refused("这个密码太常见，一猜就中，请换一个，例如几个不相干的词")
    return None


def common() -> frozenset[str]:
    """Of the 56,000 most common ones, in small letters, what could be taken here:
    those that are long enough, and the words that people add digits and marks to.

    Read anew each time: passwords are chosen rarely.
    """
    with gzip.open(LIST, "rt", encoding="utf-8") as lines:
        return frozenset(line.rstrip() for line in lines if not line.startswith("#"))


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
