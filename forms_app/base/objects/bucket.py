"""Objects in an S3-compatible store, by obstore, which is loaded when one is asked for.

A store that does not answer is not waited for again for a few seconds: whoever writes
holds the office's write lock meanwhile.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from forms_app.base.objects.address import Bucket
from forms_app.base.objects.store import (
    Listed,
    ObjectGone,
    ObjectsAway,
    digest_of,
    verified,
)

CONNECT_WITHIN = timedelta(seconds=3)
ANSWER_WITHIN = timedelta(seconds=20)  # ten megabytes on a slow line
GIVE_UP_AFTER = timedelta(seconds=5)
TRIES = 2  # more, after the first
NO_BUCKET = "NoSuchBucket"  # in what a store says of its absence
NO_SUCH = "there is no such bucket"
NOT_ASKED_FOR = 5.0  # seconds after it was away


class BucketOfObjects:
    """The part of a bucket that is one office's, by the number that `whose` gives: two
    that were given the same bucket do not sweep each other's objects away.
    """

    folder: Path | None = None

    def __init__(self, bucket: Bucket, whose: Callable[[], str]) -> None:
        self.bucket = bucket
        self.whose = whose
        self.address = bucket.address
        self._away_until = 0.0

    @property
    def part(self) -> str:
        return f"{self.bucket.below}/{self.whose()}".strip("/")

    @cached_property
    def _store(self) -> Any:
        from obstore.store import S3Store

        bucket = self.bucket
        config: dict[str, Any] = {
            "region": bucket.region,
            "access_key_id": bucket.key_id,
            "secret_access_key": bucket.secret,
        }
        if bucket.endpoint:
            config["endpoint"] = bucket.endpoint
        return S3Store(
            bucket.name,
            prefix=self.part,
            config=config,  # type: ignore[arg-type]
            client_options={
                "allow_http": bucket.endpoint.startswith("http://"),
                "connect_timeout": CONNECT_WITHIN,
                "timeout": ANSWER_WITHIN,
            },
            retry_config={"max_retries": TRIES, "retry_timeout": GIVE_UP_AFTER},
        )

    def put(self, name: str, data: bytes) -> str:
        import obstore

        with self._asked():
            # in one request, whose hash is signed: the store refuses other bytes
            obstore.put(self._store, name, data, use_multipart=False)
        return digest_of(data)

    def get(self, name: str, expected: str) -> bytes:
        return verified(self.raw(name), expected)

    def first_byte(self, name: str) -> bytes:
        import obstore

        with self._asked():
            found = obstore.get(self._store, name)
            if not found.meta["size"]:
                return b""
            return bytes(obstore.get_range(self._store, name, start=0, length=1))

    def raw(self, name: str) -> bytes:
        import obstore

        with self._asked():
            return bytes(obstore.get(self._store, name).bytes())

    def remove(self, name: str) -> None:
        import obstore

        with self._asked():
            obstore.delete(self._store, name)

    def names(self, below: str) -> Iterator[Listed]:
        import obstore

        with self._asked():
            for chunk in obstore.list(self._store, f"{below}/", chunk_size=1000):
                for one in chunk:
                    yield Listed(one["path"], one["last_modified"])

    def keeps_versions(self) -> bool:
        """Whether what is removed stays in the bucket as an older version; asked by
        putting something and removing it.
        """
        import obstore

        with self._asked():
            put = obstore.put(self._store, "probe", b"probe", use_multipart=False)
            obstore.delete(self._store, "probe")
        return put["version"] not in {None, "null"}

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Raises:
        ObjectGone: the store has no such object.
        ObjectsAway: it did not answer, or refused.
        """
        from obstore.exceptions import BaseError

        if time.monotonic() < self._away_until:
            raise self._away("it did not answer a moment ago")
        try:
            yield
        except FileNotFoundError as error:
            if NO_BUCKET in str(error):
                raise self._away(NO_SUCH) from None
            raise ObjectGone from None
        except BaseError as error:
            self._away_until = time.monotonic() + NOT_ASKED_FOR
            raise self._away(_why(error)) from error

    def _away(self, why: str) -> ObjectsAway:
        return ObjectsAway(errno.EHOSTUNREACH, why, self.address)


def _why(error: Exception) -> str:
    """In a few words; what the store says may name keys."""
    from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

    if NO_BUCKET in str(error):
        return NO_SUCH
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return "the store refuses this key"
    return "the store does not answer"
