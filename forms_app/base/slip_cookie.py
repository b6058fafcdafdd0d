"""Where slips wait: in the session cookie of a browser, sealed, since a cookie is only
signed.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from flask import session

from forms_app.base.keys import DAMAGED, Keyring, keyring

NAME = "slips"
PLACE = "session.slips"


def rows() -> list[list[Any]]:
    """What was kept; none where the cookie was sealed by a key that is gone."""
    try:
        sealed = base64.b64decode(session[NAME])
        found: list[list[Any]] = json.loads(
            zlib.decompress(_key().open_sealed(sealed, PLACE))
        )
    except DAMAGED:
        return []
    return found


def keep(kept: list[list[Any]]) -> None:
    """In place of what was kept before."""
    if not kept:
        session.pop(NAME, None)
        return
    text = json.dumps(kept, separators=(",", ":"))
    sealed = _key().seal(zlib.compress(text.encode()), PLACE)
    session[NAME] = base64.b64encode(sealed).decode("ascii")


def _key() -> Keyring:
    return keyring().lasting("cookies", PLACE)
