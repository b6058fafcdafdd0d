"""The key by which an office signs what anybody may check: Ed25519, made of a key in
keys.json that no rotation changes, so that it is backed up and restored with it.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forms_app.base.keys import Keyring

SHOWN = 32  # digits of the fingerprint that are printed for people


class SigningKey:
    """Raises KeysMissing where the keys cannot be read."""

    def __init__(self, keys: Keyring) -> None:
        seed = bytes.fromhex(keys.digest("audit", "public log", "ed25519"))
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    @cached_property
    def public(self) -> Ed25519PublicKey:
        return self._private.public_key()

    @property
    def raw(self) -> bytes:
        """The public key alone, 32 bytes."""
        return self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)

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

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether it is a signature of this key."""
        try:
            self.public.verify(signature, data)
        except InvalidSignature:
            return False
        return True
