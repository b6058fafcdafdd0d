"""A WSGI app under granian's own interface, RSGI.

There a request costs no thread while its body comes or its answer goes: both are awaited.
A WSGI server reads the body in the thread that runs the app, without a deadline, so that
as many requests as it has threads, each with a body that never comes, hold everything.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from wsgiref.types import StartResponse

Environ = dict[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

IN_MEMORY = 64 * 1024  # bytes of a body; more goes to a temporary file
# A body may take this long, and longer by what has come at this many bytes a second.
PATIENCE = 20.0
SLOWEST = 16 * 1024
# as WSGI has them, without HTTP_ before their names
BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class BodyIncomplete(Exception):
    """The body of a request did not come in its time, or ended before its length."""


def environ_of(scope: Any) -> Environ:
    """What WSGI says of a request, but for its body."""
    host, _colon, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_bytes(scope.path),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # X_Forwarded_For would pass for X-Forwarded-For
            continue
        key = BARE.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key in environ:
            between = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{between}{_as_bytes(value)}"
        else:
            environ[key] = _as_bytes(value)
    return environ


def _as_bytes(text: str) -> str:
    """A character for each byte that was sent, as WSGI has texts (PEP 3333): a browser,
    or a link in a chat, may send Chinese as it is.
    """
    if text.isascii():  # as nearly always
        return text
    return text.encode("utf-8", "replace").decode("latin-1")


@dataclass
class Answer:
    """What a WSGI app says. `parts` is its body."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    parts: Iterable[bytes] = ()

    def start(self, status: str, headers: list[tuple[str, str]], *_error: Any) -> Any:
        """WSGI's start_response."""
        self.status = int(status[:3])
        self.headers = headers


def ask(application: Application, environ: Environ) -> Answer:
    """Ask a WSGI app. A body that is not in memory is left to be read."""
    answer = Answer()
    answer.parts = application(environ, answer.start)
    return answer


def ask_for_all(application: Application, environ: Environ) -> Answer:
    """Ask a WSGI app and take all it has to say: nothing of it is left to do in this
    thread while a slow client reads.
    """
    answer = ask(application, environ)
    parts = answer.parts
    try:
        answer.parts = [b"".join(parts)]
    finally:
        if close := getattr(parts, "close", None):
            close()
    return answer


async def send(answer: Answer, protocol: Any) -> None:
    """Give a client its answer, as fast as it reads."""
    if isinstance(answer.parts, list):
        body = b"".join(answer.parts)
        protocol.response_bytes(answer.status, answer.headers, body)
        return
    try:
        stream = protocol.response_stream(answer.status, answer.headers)
        for part in answer.parts:
            await stream.send_bytes(part)
    finally:
        if close := getattr(answer.parts, "close", None):
            close()


async def read_beginning(protocol: Any) -> IO[bytes]:
    """So much of a body as is kept in memory; what comes after that is not read.

    Raises:
        BodyIncomplete: it did not come in its time.
    """
    body = BytesIO()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in protocol:
                body.write(piece[: IN_MEMORY - body.tell()])
                if body.tell() == IN_MEMORY:
                    break
    except TimeoutError:
        raise BodyIncomplete from None
    body.seek(0)
    return body


async def read_body(
    protocol: Any, most: int, length: int | None
) -> tuple[IO[bytes], int]:
    """The body of a request, and how many bytes of it came. `length` is what was said of
    it, if anything was. One that turns out to be larger than `most` is not read to its
    end.

    Raises:
        BodyIncomplete: as it says.
    """
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever takes it closes it
    received = 0
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(PATIENCE) as clock:
            async for piece in protocol:
                received += len(piece)
                if received > most:
                    break
                body.write(piece)
                clock.reschedule(began + PATIENCE + received / SLOWEST)
    except TimeoutError:
        body.close()
        raise BodyIncomplete from None
    if length is not None and received < length:  # the client has gone
        body.close()
        raise BodyIncomplete
    body.seek(0)
    return body, received
