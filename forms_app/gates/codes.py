"""The code of a person: an opaque token, sealed with the office's keys, that only a gate of the community opens.

It stands in the QR a person carries and behind each choice a keeper is shown. It holds an id, never a name.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag

from forms_app.gates.known import Known, KnownHere
from forms_app.personal import keyring

PLACE = "gates.code"


def code_of(kind: str, known_id: int) -> str:
    sealed = keyring().encrypt(f"{kind}:{known_id}", PLACE)
    return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def opened(code: str, here: KnownHere) -> Known | None:
    """Whom a code means, when it is one of ours and they are known at this gate."""
    try:
        sealed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
        kind, _colon, known_id = keyring().decrypt(sealed, PLACE).partition(":")
    except (binascii.Error, ValueError, InvalidTag, KeyError, IndexError):
        return None
    return here.by_id.get((kind, int(known_id)))
