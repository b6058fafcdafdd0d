"""Where the objects of an office are, by its settings: in its folder, or s3://….

The secret of the store stands in a file that only the service reads, or in a variable:
the id of the key and the key, KEYID:SECRET, as s3fs and others have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from forms_app.base.settings import ConfigError, Settings

ADDRESS = re.compile(
    r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{2,62})(?P<below>(/[\w.-]+)*)/?"
)
OF_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Bucket:
    """A part of a bucket of an S3-compatible store. `below`: "" or a path."""

    name: str
    below: str
    endpoint: str
    region: str
    key_id: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"s3://{self.name}/{self.below}".rstrip("/")


def read_bucket(settings: Settings) -> Bucket | None:
    """What `objects` names; None where it names nothing, which is the office folder.

    Raises:
        ConfigError: the address, the endpoint or the secret is missing or wrong.
    """
    said = settings["objects"]
    return bucket_at(settings, said.text, said.name) if said.text else None


def bucket_at(settings: Settings, address: str, named_by: str) -> Bucket:
    """The bucket of an address, by the endpoint and the secret of these settings.

    Raises:
        ConfigError: one of them is missing or wrong.
    """
    found = ADDRESS.fullmatch(address)
    if not found:
        raise ConfigError(
            f"{named_by} is not the address of a bucket. It is written s3://BUCKET or "
            "s3://BUCKET/FOLDER; the secret stands in objects_secret_file."
        )
    key_id, secret = _secret(settings, named_by)
    return Bucket(
        found["bucket"],
        found["below"].strip("/"),
        _endpoint(settings),
        settings["objects_region"].text,
        key_id,
        secret,
    )


def _endpoint(settings: Settings) -> str:
    """The address of the store; "" for Amazon's own."""
    said = settings["objects_endpoint"]
    parts = urlsplit(said.text)
    is_plain = parts.scheme == "http" and parts.hostname not in OF_THIS_MACHINE
    if said.text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ConfigError(
            f"{said.name} must be the address of the store, for example "
            f"{said.such_as(said.setting.example)}"
        )
    if is_plain and settings["allow_http"].text != "1":
        raise ConfigError(
            f"{said.name} begins with http://, so anybody on the way could change what "
            "is kept. Use https://…, or set KAIGONG_ALLOW_HTTP=1 on a closed test "
            "network."
        )
    return said.text.rstrip("/")


def _secret(settings: Settings, named_by: str) -> tuple[str, str]:
    given = settings["objects_secret"].text or settings.secret_in("objects_secret_file")
    key_id, colon, secret = (given or "").partition(":")
    if not key_id or not colon or not secret:
        raise ConfigError(
            f"{named_by} names a bucket, and the key to it is missing or is not "
            "KEYID:SECRET. Put it into a file that only the service reads, in one "
            'line, and name that: objects_secret_file = "/etc/kaigong/objects-secret"'
        )
    return key_id, secret
