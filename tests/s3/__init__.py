"""A real S3 server for the tests: moto's, in a process of its own on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from obstore.store import S3Store

from forms_app.base.objects.address import Bucket
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.processes import end_with_parent

PACKAGES = Path(sys.prefix) / "s3-server"
READY_WITHIN = 30.0
SECRET = "test-key:test-secret"
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=test-key/20200305/us-east-1/s3/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


class NoServer(Exception):
    """There is no S3 server to be had."""


@dataclass
class Server:
    """`endpoint`: where it is asked. It can be stopped, as when it is away, and started again, then empty."""

    endpoint: str
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def start(self) -> None:
        host, _colon, port = self.endpoint.removeprefix("http://").partition(":")
        command = [sys.executable, "-m", "moto.server", "-H", host, "-p", port]
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(PACKAGES)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                socket.create_connection((host, int(port)), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise NoServer("moto's server did not start") from None
                time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(30)
            self.process = None

    def bucket(self, versioned: bool = False) -> Bucket:
        """A fresh one, of which a part is used."""
        name = f"office-{os.getpid()}-{next(self.numbers)}"
        self.ask("PUT", name)
        if versioned:
            says = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            self.ask("PUT", f"{name}?versioning", says)
        key_id, _colon, secret = SECRET.partition(":")
        return Bucket(name, "objects", self.endpoint, "us-east-1", key_id, secret)

    def ask(self, method: str, path: str, data: bytes = b"") -> None:
        """What obstore has no words for. moto asks for a key and takes any."""
        asked = urllib.request.Request(
            f"{self.endpoint}/{path}",
            data or None,
            {"Authorization": AUTHORIZATION, "Content-Type": "application/xml"},
            method=method,
        )
        urllib.request.urlopen(asked, timeout=10).close()


def direct(objects: BucketOfObjects) -> Any:
    """Past the product: to damage what lies there."""
    bucket = objects.bucket
    return S3Store(
        bucket.name,
        prefix=objects.part,
        config={
            "endpoint": bucket.endpoint,
            "region": bucket.region,
            "access_key_id": bucket.key_id,
            "secret_access_key": bucket.secret,
        },
        client_options={"allow_http": True},
    )


@contextmanager
def server(
    host: str = "127.0.0.1",
    inside: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Iterator[Server]:
    """`inside` brings a thread to the network it is to be in."""
    if not PACKAGES.is_dir():
        raise NoServer(
            f"no S3 server: {PACKAGES} is not there (python3 scripts/test.py)"
        )
    with inside(), socket.socket() as probe:
        probe.bind((host, 0))
        made = Server(f"http://{host}:{probe.getsockname()[1]}")
    try:
        with inside():
            made.start()
        yield made
    finally:
        made.stop()
