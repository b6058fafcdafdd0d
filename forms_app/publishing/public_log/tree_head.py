"""The head of the public log: how large its tree is and its root, signed with the key of the
office.

A signed note, as the logs of Certificate Transparency and Go's modules have it
(c2sp.org/tlog-checkpoint): text that anybody can read, an empty line, the signature. The
lines after the root are our own: the moment, the release, the newest entry of the internal
audit trail, and for each list which statuses stand in it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forms_app.base.keys import Keyring

ED25519 = b"\x01"  # the kind of signature, as the notes number them
SIGNATURE = "\u2014 "  # what a line with one begins with
SHOWN = 32  # digits of the fingerprint that are printed for people


@dataclass(frozen=True)
class TreeHead:
    """`lists`: lines of campaign, address and statuses."""

    origin: str
    size: int
    root: bytes
    moment: str
    release: int
    audit: str
    lists: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        root = base64.b64encode(self.root).decode("ascii")
        lines = [self.origin, str(self.size), root, f"moment {self.moment}"]
        lines.append(f"release {self.release}")
        if self.audit:
            lines.append(f"audit {self.audit}")
        lines += [f"list {one}" for one in self.lists]
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def read(cls, note: str) -> TreeHead:
        """Of a note, signed or not.

        Raises:
            ValueError: it is none.
        """
        origin, size, root, *more = note.partition("\n\n")[0].splitlines()
        said = [line.partition(" ") for line in more]
        once = {name: value for name, _space, value in said if name != "list"}
        lists = tuple(value for name, _space, value in said if name == "list")
        return cls(
            origin,
            int(size),
            base64.b64decode(root, validate=True),
            once.get("moment", ""),
            int(once.get("release", "0")),
            once.get("audit", ""),
            lists,
        )


class SigningKey:
    """The Ed25519 key of an office. It is made of a key in keys.json that no rotation
    changes, so that it is backed up and restored with it.
    """

    def __init__(self, keys: Keyring) -> None:
        seed = bytes.fromhex(keys.digest("audit", "public log", "ed25519"))
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    @cached_property
    def public(self) -> Ed25519PublicKey:
        return self._private.public_key()

    @property
    def pem(self) -> bytes:
        return self.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in DER, as hex."""
        der = self.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return sha256(der).hexdigest()

    @property
    def printed(self) -> str:
        """What of it stands on paper: eight groups of four digits."""
        shown = self.fingerprint[:SHOWN]
        return " ".join(shown[at : at + 4] for at in range(0, SHOWN, 4))

    def sign(self, head: TreeHead) -> str:
        """The note."""
        signature = self._private.sign(head.text.encode())
        signed = base64.b64encode(self._number(head.origin) + signature).decode("ascii")
        return f"{head.text}\n{SIGNATURE}{head.origin} {signed}\n"

    def signed(self, note: str) -> bool:
        """Whether this key signed a note."""
        text, _empty, signatures = note.partition("\n\n")
        for line in signatures.splitlines():
            name, _space, encoded = line.removeprefix(SIGNATURE).partition(" ")
            try:
                data = base64.b64decode(encoded, validate=True)
                self.public.verify(data[4:], f"{text}\n".encode())
            except (ValueError, InvalidSignature):
                continue
            return data[:4] == self._number(name)
        return False

    def _number(self, name: str) -> bytes:
        """Tells keys apart, as the notes do it."""
        raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:4]
