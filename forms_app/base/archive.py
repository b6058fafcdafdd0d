"""The file that a backup is: a compressed archive, whose first member says whose it is,
whose last one what the others must be, and whose keys open under the passphrase alone.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = "kaigong-backup-2"
# without a key over its manifest: who can write to it can change it
EARLIER = "kaigong-backup-1"
SHORTEST = 8  # of a passphrase
SALT = 16
NONCE = 12
KEYS = "keys.sealed"
MANIFEST = "manifest.json"  # the last member: what the others must be
ABOUT = "about.json"  # the first member: whose backup it is and when it was made
BESIDE_THE_OFFICE = {KEYS, ABOUT, MANIFEST}
# what reading an archive ends in where its bytes are wrong
HARMED = (tarfile.TarError, zlib.error, OSError, EOFError)
Progress = Callable[[str], object]


class BackupError(Exception):
    """It could not be done; says why, and nothing was left behind."""


@dataclass(frozen=True)
class Archive:
    """A backup that is being written, and the hash of each member so far."""

    tar: tarfile.TarFile
    progress: Progress
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        self._write(name, data)
        self.hashes[name] = hashlib.sha256(data).hexdigest()

    def add_tree(self, folder: Path) -> None:
        """Every file of a folder, under the folder's own name."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        for number, path in enumerate(paths, 1):
            name = path.relative_to(folder.parent).as_posix()
            self.add(name, path.read_bytes())
            if number % 200 == 0 or number == len(paths):
                self.progress(f"{folder.name}: {number} of {len(paths)} files")

    def add_manifest(self, keys: bytes) -> None:
        """What all members were, as the last of them; under the office's own keys, so
        that nobody without the passphrase makes another.
        """
        mac = _mac(keys, self.hashes)
        listing = {"format": FORMAT, "sha256": self.hashes, "mac": mac}
        self._write(MANIFEST, json.dumps(listing, indent=1).encode())

    def _write(self, name: str, data: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        member.mode = 0o600
        self.tar.addfile(member, io.BytesIO(data))


@dataclass(frozen=True)
class Whole:
    """What was found in a backup of which every member is as it was backed up."""

    number: int
    sealed_keys: bytes
    format: str
    hashes: dict[str, str]
    mac: str

    def open_keys(self, passphrase: str) -> bytes:
        """The keys, once they prove that all the rest is what was backed up.

        Raises:
            BackupError: the passphrase is another one, or something was changed.
        """
        keys = unseal(self.sealed_keys, passphrase, self.format)
        if self.format == FORMAT and not self.is_of(keys):
            raise BackupError("This backup was changed after it was made.")
        return keys

    def is_of(self, keys: bytes) -> bool:
        """Whether it was made with these keys, and is as it was then."""
        return hmac.compare_digest(self.mac, _mac(keys, self.hashes))


def about(file: Path) -> dict[str, str] | None:
    """Whose backup a file is (`office`) and when it was made (`at`); None for a file
    that is no backup.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
            handle = (
                archive.extractfile(first) if first and first.name == ABOUT else None
            )
            found = json.loads(handle.read()) if handle else None
    except (*HARMED, ValueError):
        return None
    return found if isinstance(found, dict) and {"office", "at"} <= set(found) else None


def members(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """One after the other, so that an office of many photos fits into little memory."""
    with tarfile.open(file, "r:gz") as archive:
        for member in archive:
            if member.isfile() and (handle := archive.extractfile(member)):
                yield member.name, handle


def unpacked(file: Path) -> int:
    """How many bytes its members have.

    Raises:
        BackupError: it cannot be read to its end.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            return sum(member.size for member in archive)
    except HARMED as error:
        raise BackupError(f"{file} is not a whole backup of Kaigong.") from error


def examine(file: Path) -> Whole:
    """Read every member's name and hash, before anything is put in place.

    Raises:
        BackupError: it is no whole backup, or a path in it leaves the folder.
    """
    no_backup = BackupError(f"{file} is not a whole backup of Kaigong.")
    try:
        hashes, kept = _read(file)
        listing = json.loads(kept[MANIFEST])
        expected = dict(listing["sha256"])
        is_known = listing["format"] in {FORMAT, EARLIER}
    except FileNotFoundError:
        raise BackupError(f"There is no {file}.") from None
    except PermissionError as error:
        raise BackupError(f"{file} cannot be read ({error.strerror}).") from None
    except (*HARMED, KeyError, ValueError, TypeError) as error:
        raise no_backup from error
    del hashes[MANIFEST]
    for name in hashes:
        if name.startswith(("/", "\\")) or ".." in Path(name).parts:
            raise BackupError(f"{file} holds a path that leaves the folder: {name}.")
    if not is_known or set(expected) != set(hashes) or KEYS not in kept:
        raise no_backup
    for name, found in hashes.items():
        if found != expected[name]:
            raise BackupError(f"{file} is damaged: {name} is not what was backed up.")
    return Whole(
        len(hashes),
        kept[KEYS],
        listing["format"],
        expected,
        str(listing.get("mac", "")),
    )


def _read(file: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The hash of every member, and those that are not the office's own."""
    hashes = dict[str, str]()
    kept = dict[str, bytes]()
    for name, member in members(file):
        if name in BESIDE_THE_OFFICE:
            kept[name] = member.read()
            hashes[name] = hashlib.sha256(kept[name]).hexdigest()
        else:
            digest = hashlib.file_digest(member, "sha256")  # type: ignore[arg-type]
            hashes[name] = digest.hexdigest()
    return hashes, kept


def must_be_long(passphrase: str) -> None:
    """Raises:
    BackupError: whoever has the file could guess it.
    """
    if len(passphrase) < SHORTEST:
        raise BackupError(f"The passphrase needs at least {SHORTEST} characters.")


def seal(data: bytes, passphrase: str, of: str = FORMAT) -> bytes:
    """For a file of the format `of`."""
    salt = os.urandom(SALT)
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, data, of.encode())
    return salt + nonce + sealed


def unseal(sealed: bytes, passphrase: str, of: str = FORMAT) -> bytes:
    """What was sealed for a file of the format `of`.

    Raises:
        BackupError: the passphrase is another one.
    """
    salt = sealed[:SALT]
    nonce = sealed[SALT : SALT + NONCE]
    try:
        box = AESGCM(_key(passphrase, salt))
        return box.decrypt(nonce, sealed[SALT + NONCE :], of.encode())
    except (InvalidTag, ValueError):
        raise BackupError("The passphrase is wrong.") from None


def _mac(keys: bytes, hashes: dict[str, str]) -> str:
    listed = json.dumps(hashes, sort_keys=True).encode()
    return hmac.new(keys, listed, hashlib.sha256).hexdigest()


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
