"""Tombstones: what was taken away on a host while it could not reach the database, told
to the other ones by the object store, signed.

A tombstone says that an enterprise may not open, and nothing else: whoever can write to
the store grants nothing by it. It ends when the journal of all hosts has a change of that
file which is as new, and is not one of the texts that it was saved over: they may be accepted
late.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from forms_app.base.contentfile.write import file_hash
from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.keys import Keyring, KeysMissing
from forms_app.base.objects.store import Listed, ObjectGone, Objects
from forms_app.base.signing_key import SigningKey

FOLDER = "tombstones"  # in the store
NOT_LAID = "tombstones"  # in data/: what is not in the store yet


@dataclass(frozen=True)
class Tombstone:
    """`path`: of the content file; `at`: real time, ISO, UTC; `host`: where it was;
    `over`: the hashes of what it was saved over.
    """

    path: str
    reference: str
    at: str
    host: str
    over: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: dict[str, Any]) -> Tombstone:
        """Raises TypeError where something else is told."""
        return cls(**{**told, "over": tuple(told.get("over", ()))})

    @property
    def name(self) -> str:
        return f"{FOLDER}/{file_hash(self.path.encode())[:32]}"

    @property
    def signed(self) -> bytes:
        return json.dumps({"of": FOLDER, **asdict(self)}).encode()


class Tombstones:
    """Of one office, as one process reads and lays them."""

    def __init__(self, store: Objects, keys: Keyring) -> None:
        self.store = store
        self.keys = keys
        self.read: dict[Listed, Tombstone | None] = {}

    def lay(self, data: Path) -> None:
        """What waits in data/.

        Raises:
            KeysMissing: it cannot be signed.
            ObjectsAway: it is tried again.
        """
        for file in _files(data):
            if one := _read(file):
                signature = SigningKey(self.keys).sign(one.signed).hex()
                said = {"tombstone": asdict(one), "signature": signature}
                self.store.put(one.name, json.dumps(said).encode())
            file.unlink(missing_ok=True)

    def standing(self) -> list[Tombstone]:
        """Those that this office signed.

        Raises:
            ObjectsAway: it cannot be told.
        """
        listed = list(self.store.names(FOLDER))
        self.read = {
            one: self.read[one] if one in self.read else self._read(one.name)
            for one in listed
        }
        return [one for one in self.read.values() if one]

    def _read(self, name: str) -> Tombstone | None:
        try:
            told = json.loads(self.store.raw(name))
            one = Tombstone.of(told["tombstone"])
            datetime.fromisoformat(one.at)
            signature = bytes.fromhex(told["signature"])
            is_ours = SigningKey(self.keys).signed(signature, one.signed)
        except (ObjectGone, KeysMissing, ValueError, TypeError, KeyError):
            return None
        return one if is_ours and one.name == name else None

    def take_back(self, data: Path, one: Tombstone) -> None:
        """Wherever it is by now; another one of the same file stays.

        Raises:
            ObjectsAway: it is tried again.
        """
        for file in _files(data):
            if _read(file) == one:
                file.unlink(missing_ok=True)
        if self._read(one.name) == one:
            self.remove(one)

    def remove(self, one: Tombstone) -> None:
        """Raises ObjectsAway where the store cannot be asked."""
        self.store.remove(one.name)


def waiting(data: Path) -> list[Tombstone]:
    """What is to be laid, and is not in the store yet."""
    return [one for one in map(_read, _files(data)) if one]


def _files(data: Path) -> list[Path]:
    return sorted((data / NOT_LAID).glob("*.json"))


def _read(file: Path) -> Tombstone | None:
    """None of one that another thread has just laid."""
    told = read_json(file)
    return Tombstone.of(told) if told else None


def note(data: Path, tombstones: Iterator[Tombstone]) -> None:
    """What is to be laid. A full disk takes none; then the page of this host tells."""
    for one in tombstones:
        with suppress(OSError):
            (data / NOT_LAID).mkdir(exist_ok=True)
            name = f"{one.name.rpartition('/')[2]}.json"
            write_json(data / NOT_LAID / name, asdict(one))
