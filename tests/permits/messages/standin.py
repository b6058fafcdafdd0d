"""A gateway and a mail server of our own, each a process: they answer as a file tells them, and write down what they took.

    python -m tests.permits.messages.standin gateway|mail PORT FOLDER

FOLDER/mood holds "fine", "no", "later", "500", "nonsense", "slow" or "cut", or several with blanks between them, one after the other.
FOLDER/heard has a line of JSON for each message that came whole: `to`, `text`, `id`, and `taken`, whether it would be delivered.
"""

from __future__ import annotations

import asyncio
import email.policy
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from forms_app.base.processes import end_with_parent

PROJECT = Path(__file__).parents[3]
PATIENCE = 15
# seconds that the channels of these tests wait, and that one is slow
TIMEOUT = 2
SLOW = 2.6
TURN = itertools.count()


def mood(folder: Path) -> str:
    moods = (folder / "mood").read_text().split()
    return moods[next(TURN) % len(moods)]


def hear(folder: Path, **heard: Any) -> None:
    with (folder / "heard").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**heard, "at": time.time()}, ensure_ascii=False) + "\n")


def gateway(port: int, folder: Path) -> None:
    answers = {
        "fine": (200, '{"code": 0}'),
        "slow": (200, '{"code": 0}'),
        "no": (200, '{"code": 7, "message": "no such number"}'),
        "later": (503, "busy"),
        "500": (500, "<h1>Oops</h1>"),
        "nonsense": (200, "<html>welcome to this network</html>"),
        "moved": (302, ""),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            how = mood(folder)
            taken = how in {"fine", "slow", "500", "nonsense", "cut"}
            opened = self.headers.get("Authorization", "")
            # of a service that Apprise asks, the address names whom it is for
            known = {"to": self.path.rpartition("/")[2], **sent}
            hear(folder, **known, taken=taken, how=how, opened=opened)
            if how == "slow":
                time.sleep(SLOW)
            if how == "cut":
                self.connection.close()
                return
            status, body = answers[how]
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_of: object) -> None:
            """Whoever asked has not waited."""

    server = Server(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.serve_forever()


def mail(port: int, folder: Path) -> None:
    from aiosmtpd.smtp import SMTP

    class Handler:
        async def handle_RCPT(  # noqa: N802
            self, server, session, envelope, address, options
        ) -> str:
            how = mood(folder)
            session.how = how
            if how == "no":
                return "550 5.1.1 no such mailbox"
            if how == "later":
                return "451 4.7.1 come again"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
            sent = message_from_bytes(envelope.content, policy=email.policy.default)
            heard = {
                "to": envelope.rcpt_tos[0],
                "text": sent.get_content(),
                "id": sent["Message-ID"],
                "title": sent["Subject"],
            }
            hear(folder, **heard, taken=session.how != "500", how=session.how)
            if session.how == "slow":
                await asyncio.sleep(SLOW)
            if session.how in {"cut", "nonsense"}:
                server.transport.abort()
            return "554 5.3.0 no" if session.how == "500" else "250 2.0.0 taken"

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        made = await loop.create_server(
            lambda: SMTP(Handler(), enable_SMTPUTF8=True), "127.0.0.1", port
        )
        await made.serve_forever()

    asyncio.run(serve())


@dataclass
class Server:
    """One of the two, from outside."""

    kind: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def feel(self, mood: str) -> None:
        written = self.folder / "mood.new"
        written.write_text(mood)
        os.replace(written, self.folder / "mood")

    def start(self) -> None:
        words = [self.kind, str(self.port), str(self.folder)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.permits.messages.standin", *words],
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < deadline, "it does not begin"
                time.sleep(0.02)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def heard(self) -> list[dict[str, Any]]:
        file = self.folder / "heard"
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return [json.loads(line) for line in text.splitlines()]


@contextmanager
def standing(kind: str, folder: Path) -> Iterator[Server]:
    """One that runs, on a port of its own."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(kind, port, folder)
    server.feel("fine")
    try:
        server.start()
        yield server
    finally:
        server.kill()


if __name__ == "__main__":
    {"gateway": gateway, "mail": mail}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
