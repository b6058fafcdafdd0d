"""E-mail addresses, as people write them. What is kept is name@example.org, the part
behind the @ in small letters.
"""

from __future__ import annotations

import re

from forms_app.base.refusal import Refused
from forms_app.base.typed import UNSEEN, folded

LONGEST = 100
LABEL = re.compile(
    r"^(?:mailto|(?:电子)?邮[箱件]|e-?mail)(?:地址)?[ :]*", re.IGNORECASE
)
ADDRESS = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?)"
    r"@(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})",
    re.ASCII,
)


class NoEmail(Refused):
    """Not one e-mail address; says how one is written."""


def read(text: str) -> str:
    """The address somebody wrote, in the form it is kept.

    Raises:
        NoEmail: it is none, or there are two.
    """
    written = UNSEEN.sub("", folded(text[: 2 * LONGEST])).replace("。", ".")
    bare = LABEL.sub("", written.lstrip(" \t,;<、").rstrip(" \t,;.>、"))
    found = ADDRESS.fullmatch("".join(bare.split()))
    if found is None or len(found[0]) > LONGEST or ".." in found[0]:
        raise NoEmail("请写一个邮箱，例如 name@example.org")
    return f"{found['name']}@{found['host'].lower()}"
