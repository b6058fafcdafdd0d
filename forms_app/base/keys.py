"""The keys of an office: what is personal is sealed with them, and what must not be
guessed is hashed.

AES-256-GCM with the key's id in front and the place as associated data, so that a value
moved to another place does not open. Never makes a new key where encrypted data may
already exist.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forms_app.base.away import KeysBehind
from forms_app.base.contentfile.write import sync_folder
from forms_app.base.ownfile import read_own

NONCE = 12
CANNOT_BE_READ = (
    "The keys of this office cannot be read from {}. Restore them from a backup; "
    "without them the contacts in the database cannot be read."
)
BEHIND = "the keys in {} are older than what is sealed."
MARK = 16
# what opening raises for a value that is not whole, or whose key is gone
DAMAGED = (InvalidTag, LookupError, ValueError)


class KeysMissing(Exception):
    """The keys of an office cannot be read; its personal columns cannot be either."""


@dataclass
class Keyring:
    """The keys of one office.

    `column_keys` maps a key id (1–255) to 32 bytes; new values use `active`. One that
    was loaded follows its file: whoever runs since before `rotate-keys` reads and seals
    with the new key too.
    """

    active: int
    column_keys: dict[int, bytes]
    purposes: dict[str, bytes]  # "index", "access", "cookies", "audit"
    file: Path | None = None
    _sealing: str = field(default="", init=False, repr=False, compare=False)
    _seen: object = field(default=None, init=False, repr=False, compare=False)
    _lock: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )

    @classmethod
    def create(cls) -> Keyring:
        names = ("index", "access", "cookies", "audit")
        return cls(
            1,
            {1: secrets.token_bytes(32)},
            {name: secrets.token_bytes(32) for name in names},
        )

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read keys.json, or raise KeysMissing: not there, not readable, or damaged."""
        try:
            # before it is read: if it is replaced meanwhile, it is read again
            seen = _version(path)
            saved = json.loads(read_own(path).decode("ascii"))
            if saved.pop("sum", None) not in {None, _sum_of(saved)}:
                raise ValueError("not what was written")
            loaded = cls(
                saved["active"],
                {
                    int(key_id): base64.b64decode(value)
                    for key_id, value in saved["column_keys"].items()
                },
                {
                    name: base64.b64decode(value)
                    for name, value in saved["purposes"].items()
                },
                path,
            )
            loaded._seen = seen
            if loaded.active not in loaded.column_keys:
                raise KeyError(loaded.active)
            return loaded
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise KeysMissing(CANNOT_BE_READ.format(path)) from error

    @classmethod
    def away(cls, path: Path) -> Keyring:
        """Stands in for keys that cannot be read: it opens and seals nothing until its
        file is there again.
        """
        return cls(0, {}, {}, path)

    def must_be_there(self) -> None:
        """Before anything is opened or sealed, or raise KeysMissing: no file to read."""
        if not self.column_keys:
            self.follow()
        if not self.column_keys:
            raise KeysMissing(CANNOT_BE_READ.format(self.file))

    def save(self, path: Path) -> None:
        """Write keys.json, readable by its owner only; refuses to overwrite."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        saved = {
            "active": self.active,
            "column_keys": {
                str(key_id): _b64(value) for key_id, value in self.column_keys.items()
            },
            "purposes": {name: _b64(value) for name, value in self.purposes.items()},
        }
        text = json.dumps({**saved, "sum": _sum_of(saved)}, indent=1)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())

    def replace_file(self, path: Path) -> None:
        """In the place of keys.json; after a power cut one or the other is there, whole."""
        aside = path.with_suffix(".new")
        aside.unlink(missing_ok=True)
        self.save(aside)
        aside.replace(path)
        sync_folder(path.parent)

    def with_a_new_key(self) -> Keyring:
        """The same and one more, which is the active one."""
        key_id = next(
            n % 255 + 1
            for n in range(self.active, self.active + 255)
            if n % 255 + 1 not in self.column_keys
        )
        return replace(
            self,
            active=key_id,
            column_keys={**self.column_keys, key_id: secrets.token_bytes(32)},
        )

    def with_the_active_key_only(self) -> Keyring:
        return replace(self, column_keys={self.active: self.column_keys[self.active]})

    def follow(self) -> None:
        """Take over what `rotate-keys` has put into the file since: another key, and
        that it is the active one.

        A key that was known stays known to this process, for whoever still reads an
        older state of the database. A file that is not there, damaged, or of another
        office is never one of `rotate-keys`; what is known does until the next start.
        """
        with self._lock, suppress(OSError, KeysMissing):
            if self.file and _version(self.file) != self._seen:
                newest = Keyring.load(self.file)
                self._seen = newest._seen
                if not self._may_become(newest):
                    return
                # first: another thread may seal just now
                self.column_keys = {**self.column_keys, **newest.column_keys}
                self.purposes = newest.purposes
                self._choose(newest.active)

    def _may_become(self, newest: Keyring) -> bool:
        """Whether these are the same with another active key, or nothing was known yet."""
        is_known = self.column_keys.items() | newest.column_keys.items()
        return not self.column_keys or (
            newest.purposes == self.purposes
            and len(is_known) == len(dict(is_known))  # no other key under a known id
        )

    def mark(self) -> str:
        """Tells the active key from every other, and says nothing of it."""
        return self._mark_of(self.active)

    def _mark_of(self, key_id: int) -> str:
        key = self.column_keys[key_id].hex()
        return self.digest("index", "sealing key", str(key_id), key)[:MARK]

    def seal_with(self, mark: str) -> None:
        """Make the key of this mark the active one, if it is not.

        Raises:
            KeysBehind: it is not among these; another host has it.
        """
        self.must_be_there()
        self._sealing = mark
        if mark != self.mark():
            self.follow()
            self._choose(self.active)
        if mark != self.mark():
            raise KeysBehind(BEHIND.format(self.file))

    def _choose(self, active: int) -> None:
        """The key that seals by its mark, where one was said; else the one of the file."""
        by_mark = (
            one for one in self.column_keys if self._mark_of(one) == self._sealing
        )
        self.active = next(by_mark, active) if self._sealing else active

    def lasting(self, purpose: str, place: str) -> Keyring:
        """A key for one place that stays when the columns' are rotated: for what no
        rotation can reach.
        """
        return Keyring(1, {1: bytes.fromhex(self.digest(purpose, place))}, {})

    def encrypt(self, plain: str, place: str) -> bytes:
        """`place` is table.column."""
        return self.seal(plain.encode(), place)

    def decrypt(self, stored: bytes, place: str) -> str:
        return self.open_sealed(stored, place).decode()

    def seal(self, plain: bytes, place: str) -> bytes:
        """Key id + nonce + ciphertext; it opens only for the same `place`.

        Whoever keeps what is sealed holds the write lock meanwhile: see
        office/keys/commands.py, _begin.
        """
        self.follow()
        self.must_be_there()
        active = self.active
        nonce = os.urandom(NONCE)
        return (
            bytes([active])
            + nonce
            + AESGCM(self.column_keys[active]).encrypt(nonce, plain, place.encode())
        )

    def open_sealed(self, stored: bytes, place: str) -> bytes:
        """Raises:
        KeysBehind: it was sealed with a key that is not among these.
        """
        if stored[0] not in self.column_keys:
            self.follow()
        self.must_be_there()
        key = self.column_keys.get(stored[0])
        if key is None:
            raise KeysBehind(BEHIND.format(self.file))
        return AESGCM(key).decrypt(
            stored[1 : 1 + NONCE], stored[1 + NONCE :], place.encode()
        )

    def is_old(self, stored: bytes) -> bool:
        """Whether another key than the active one has sealed it."""
        return stored[:1] != bytes([self.active])

    def digest(self, purpose: str, *parts: str) -> str:
        """A keyed HMAC-SHA256 over the parts, as hex: blind indexes and access codes."""
        self.must_be_there()
        return hmac.new(
            self.purposes[purpose], "\x1f".join(parts).encode(), hashlib.sha256
        ).hexdigest()


def _version(path: Path) -> object:
    """Tells one keys.json from the one that replaces it."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _sum_of(saved: dict[str, Any]) -> str:
    """Tells whether a byte of the file is otherwise; one of an older version has none."""
    return hashlib.sha256(json.dumps(saved, sort_keys=True).encode()).hexdigest()


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


class _Current:
    """The keyring of this process: a process serves one office."""

    keyring: Keyring | None = None


def use_keyring(keyring: Keyring) -> None:
    _Current.keyring = keyring


def keyring() -> Keyring:
    if _Current.keyring is None:
        raise KeysMissing("No office is open in this process.")
    return _Current.keyring
