"""A device that keeps passkeys, in a few lines: what a browser and a phone answer, honestly or not."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url

PRESENT = 0x01
VERIFIED = 0x04
ATTESTED = 0x40


def asked_on(client: FlaskClient, page: str) -> dict[str, Any]:
    """What a page asks the browser for."""
    found = re.search(r'data-asked="([^"]+)"', client.get(page).text)
    assert found, page
    return json.loads(unescape(found[1]))


@dataclass
class Device:
    """`flags`: whether its owner was there and proved to be it."""

    host: str = "localhost"
    origin: str = "http://localhost"
    flags: int = PRESENT | VERIFIED
    uses: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: dict[str, Any]) -> str:
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {
                1: 2,
                3: -7,
                -1: 1,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big"),
            }
        )
        told = self._told(ATTESTED) + bytes(16)
        told += len(self.credential).to_bytes(2, "big") + self.credential + public
        attested = {"fmt": "none", "attStmt": {}, "authData": told}
        client = self._client("webauthn.create", asked)
        return self._answer(client, attestationObject=cbor2.dumps(attested))

    def prove(self, asked: dict[str, Any]) -> str:
        self.uses += 1
        told = self._told(0)
        client = self._client("webauthn.get", asked)
        signed = self.key.sign(
            told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._answer(client, authenticatorData=told, signature=signed)

    def _told(self, more: int) -> bytes:
        place = hashlib.sha256(self.host.encode()).digest()
        return place + bytes([self.flags | more]) + self.uses.to_bytes(4, "big")

    def _client(self, what: str, asked: dict[str, Any]) -> bytes:
        told = {"type": what, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, client: bytes, **parts: bytes) -> str:
        name = bytes_to_base64url(self.credential)
        response = {"clientDataJSON": client, **parts}
        sent = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": sent}
        )
