"""The head of the public log: how large its tree is and its root, signed with the key of the
office.

A signed note, as the logs of Certificate Transparency and Go's modules have it
(c2sp.org/tlog-checkpoint): text that anybody can read, an empty line, the signature. The
lines after the root are our own: the moment, the release, the newest entry of the internal
audit trail, and for each list which statuses stand in it.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from forms_app.base.signing_key import SigningKey

ED25519 = b"\x01"  # the kind of signature, as the notes number them
SIGNATURE = "\u2014 "  # what a line with one begins with


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


def signed_note(head: TreeHead, key: SigningKey) -> str:
    """The text of a head with the signature of the office."""
    signature = _number(head.origin, key) + key.sign(head.text.encode())
    encoded = base64.b64encode(signature).decode("ascii")
    return f"{head.text}\n{SIGNATURE}{head.origin} {encoded}\n"


def is_signed(note: str, key: SigningKey) -> bool:
    """Whether this key signed a note."""
    text, _empty, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        name, _space, encoded = line.removeprefix(SIGNATURE).partition(" ")
        with suppress(ValueError):
            data = base64.b64decode(encoded, validate=True)
            is_of_key = data[:4] == _number(name, key)
            if is_of_key and key.signed(data[4:], f"{text}\n".encode()):
                return True
    return False


def _number(name: str, key: SigningKey) -> bytes:
    """Tells keys apart, as the notes do it."""
    return sha256(name.encode() + b"\n" + ED25519 + key.raw).digest()[:4]
