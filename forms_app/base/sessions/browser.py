"""The session of a browser while a request is answered: a dictionary, of which what
opens something is ours and the rest is in the cookie.
"""

from __future__ import annotations

import copy
import hashlib
from datetime import timedelta
from typing import Any

from flask.sessions import SessionMixin

from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.sessions.rules import Limit

# In the cookie, signed: nobody's secret, or sealed; there without the database too.
# Whatever else is put into a session is kept by the office.
IN_COOKIE = frozenset(
    {
        "_flashes",
        "_permanent",
        "after_register",
        "csrf_token",
        "fs_cc",  # Flask-Security's, on its page for signing in
        "lang",
        "slips",
    }
)
# what opens something: with a new one the browser gets a new secret
OPENS = frozenset({"_user_id", "enterprise", "feedback", "own", "volunteer", "wall"})


LIMIT = "limit"  # idle and most, in seconds


def hash_of(secret: str) -> str:
    """Of a random secret, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class BrowserSession(dict[str, Any], SessionMixin):
    """`secret`: of the cookie, while a row knows it by its hash. `row_id`: that row.
    `lost`: why the row cannot be read now; nothing of it is known then, nor changed.
    """

    def __init__(self, cookie: dict[str, Any] | None = None, secret: str = "") -> None:
        super().__init__(cookie or {})
        self.secret = secret
        self.row_id: int | None = None
        self.is_due = False
        self.lost: Busy | DatabaseAway | None = None
        self.secret_before = secret
        self.cookie_before = copy.deepcopy(self.in_cookie())
        self.kept_before: dict[str, Any] = {}

    def load(self, row_id: int, data: dict[str, Any], is_due: bool) -> None:
        """What its row keeps. `is_due`: that it was used is to be noted."""
        self.row_id = row_id
        self.is_due = is_due
        self.kept_before = copy.deepcopy(data)
        self.update(data)

    def in_cookie(self) -> dict[str, Any]:
        return {key: self[key] for key in self if key in IN_COOKIE}

    def kept(self) -> dict[str, Any]:
        """What the office keeps of it."""
        return {key: self[key] for key in self if key not in IN_COOKIE}

    @property
    def has_changed(self) -> bool:
        return self.kept() != self.kept_before

    @property
    def needs_cookie(self) -> bool:
        """Whether the browser has to be given another one."""
        is_same = self.secret == self.secret_before
        return not is_same or self.in_cookie() != self.cookie_before

    @property
    def opens_more(self) -> bool:
        """Whether it opens something that it did not open before."""
        return any(
            self.get(key) != self.kept_before.get(key) for key in OPENS & self.keys()
        )

    @property
    def owner(self) -> str:
        """As StoredSession has it; staff before an enterprise on the same device."""
        if "_user_id" in self:
            return f"staff:{self.get('account', '')}"
        if "enterprise" in self:
            return f"enterprise:{self['enterprise']['reference']}"
        return ""

    @property
    def limit(self) -> Limit | None:
        """How long it lasts, where not as long as others of its kind."""
        seconds: list[int] | None = self.get(LIMIT)
        return Limit(*(timedelta(seconds=one) for one in seconds)) if seconds else None

    def begin_anew(self) -> None:
        """Forget all but the language: whoever was signed in is out."""
        said = {key: self[key] for key in self if key == "lang"}
        self.clear()
        self.update(said)
