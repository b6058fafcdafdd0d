"""What a browser and the office say to each other about a passkey (WebAuthn level 3).

A passkey asks its owner for finger, face or the code of the screen each time, so it
stands for the password and the second step at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

MINUTE = 60_000  # milliseconds
LONGEST = 64_000  # characters of what a browser sends
# what is raised where it sends anything but an answer to what it was asked
WRONG = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True)
class Site:
    """The address under which a passkey is kept: it opens no other."""

    origin: str
    name: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True)
class NewKey:
    """What is kept of a passkey; the secret half never leaves the device."""

    credential: bytes
    public_key: bytes
    uses: int


def hash_of(credential: bytes) -> str:
    """By which a passkey is found; its name may be a thousand bytes long."""
    return hashlib.sha256(credential).hexdigest()


def asked_to_make(
    site: Site, account: str, owner: bytes, challenge: bytes, known: Iterable[bytes]
) -> str:
    """What a browser is asked, as JSON. `owner`: tells accounts apart and says nothing
    of them. `known`: the passkeys that the account has; none is made beside them on one
    device.
    """
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=account,
        user_id=owner,
        challenge=challenge,
        timeout=5 * MINUTE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(options)


def asked_to_prove(site: Site, challenge: bytes) -> str:
    """The same of a passkey of any account of this office."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=5 * MINUTE,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def made(site: Site, answer: str, challenge: bytes) -> NewKey | None:
    """The passkey that a browser made; None where that is no answer to the challenge."""
    try:
        found = verify_registration_response(
            credential=answer[:LONGEST],
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WRONG:
        return None
    return NewKey(found.credential_id, found.credential_public_key, found.sign_count)


def named_in(answer: str) -> str:
    """The hash of the passkey that an answer says it is of; empty where it is none."""
    try:
        return hash_of(parse_authentication_credential_json(answer[:LONGEST]).raw_id)
    except WRONG:
        return ""


def uses_proved(
    site: Site, answer: str, challenge: bytes, public_key: bytes, uses: int
) -> int | None:
    """How often the passkey was used by its own count, which stands still in many; None
    where the answer was not made with it, not for this site or not for this challenge.
    """
    try:
        found = verify_authentication_response(
            credential=answer[:LONGEST],
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except WRONG:
        return None
    return found.new_sign_count


def challenge_of(kept: str) -> bytes:
    """As it was kept in a session."""
    return base64url_to_bytes(kept)
