"""A Merkle tree that only grows, with the hashing of RFC 9162 (Certificate Transparency)."""

from __future__ import annotations

from hashlib import sha256


def leaf_hash(line: bytes) -> bytes:
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """Keeps the roots of its complete subtrees, the largest first: adding a leaf costs two
    hashes on the average, however many there are.
    """

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[bytes] = []

    def add(self, line: bytes) -> None:
        self.size += 1
        node = leaf_hash(line)
        left = self.size
        while left % 2 == 0:
            node = node_hash(self.subtrees.pop(), node)
            left //= 2
        self.subtrees.append(node)

    @property
    def root(self) -> bytes:
        if not self.subtrees:
            return sha256(b"").digest()
        node = self.subtrees[-1]
        for left in self.subtrees[-2::-1]:
            node = node_hash(left, node)
        return node
