"""The Merkle tree as RFC 9162 defines it (2.1.1), by its recursion: slow, and easy to compare with the text."""

from __future__ import annotations

from hashlib import sha256


def root(lines: list[bytes]) -> bytes:
    if not lines:
        return sha256(b"").digest()
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0]).digest()
    half = 1
    while half * 2 < len(lines):
        half *= 2
    return sha256(b"\x01" + root(lines[:half]) + root(lines[half:])).digest()
