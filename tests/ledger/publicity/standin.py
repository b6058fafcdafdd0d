"""A group's robot on this machine, which answers as it is told: well, with a refusal, slowly, with nonsense, not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FINE = json.dumps({"errcode": 0, "errmsg": "ok"})
NO_SUCH_KEY = json.dumps({"errcode": 93000, "errmsg": "invalid webhook url"})


class Robot:
    """What it has heard, and how it answers the next: "fine", "no", "500", "nonsense", "slow" or "cut"."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"http://127.0.0.1:{server.server_port}"
        self.address = f"{self.host}/cgi-bin/webhook/send?key=abc"
        self.mood = "fine"
        self.heard = list[str]()
        self.go_on = threading.Event()

    def answer(self) -> tuple[int, str] | None:
        if self.mood == "slow":
            self.go_on.wait(20)
        said = {
            "no": (200, NO_SUCH_KEY),
            "500": (500, "away"),
            "nonsense": (200, "<html>"),
            "moved": (302, ""),
        }
        return None if self.mood == "cut" else said.get(self.mood, (200, FINE))


@contextmanager
def robot() -> Iterator[Robot]:
    """One that listens on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            standing.heard.append(sent["text"]["content"])
            answer = standing.answer()
            if answer is None:
                self.connection.close()
                return
            status, body = answer
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{standing.host}/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    standing = Robot(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield standing
    finally:
        standing.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
