"""The code of a person: an opaque token, sealed for this office, that only a gate of
the community opens.

It stands in the QR a person carries and behind each choice a keeper is shown. It holds
an id, never a name. Its key is none of the columns' and stays when those are rotated: a
code is printed, and waits on phones without a network.
"""

from __future__ import annotations

import base64

from forms_app.base.keys import DAMAGED, Keyring, keyring
from forms_app.people.gates.directory import Known, KnownHere

PLACE = "gates.code"


def code_of(kind: str, known_id: int) -> str:
    sealed = _keys().encrypt(f"{kind}:{known_id}", PLACE)
    return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def opened(code: str, here: KnownHere) -> Known | None:
    """Whom a code means, when it is one of ours and they are known at this gate."""
    try:
        sealed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
        kind, _colon, known_id = _keys().decrypt(sealed, PLACE).partition(":")
    except DAMAGED:
        return None
    return here.by_id.get((kind, int(known_id)))


def _keys() -> Keyring:
    return keyring().lasting("access", PLACE)
