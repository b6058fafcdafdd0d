"""Serving the released site from immutable objects; each process follows the release
log as requests come.

WhiteNoise stats early and opens late: replacing files under it gave wrong lengths,
swapping entries of its dictionary none. An entry is made when it is first asked for, so
that a large site starts at once. Before each answer one stat of the release log says
whether there is anything new: what was taken away is never served after that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from email.utils import formatdate
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import MissingFileError, Redirect, StaticFile

from forms_app.base.contentfile.write import file_hash
from forms_app.publishing.release.follower import Follower
from forms_app.publishing.release.links import VERSION
from forms_app.publishing.release.site import Site

DYNAMIC = "/app/"
# bytes of an object, and of all that one process keeps
SMALL = 64 * 1024
HELD_AT_MOST = 32 * 1024 * 1024
ASKS_FOR_MORE = frozenset(
    {"HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
)
READS = ("GET", "HEAD")
Start = Callable[..., Any]


def is_dynamic(address: str) -> bool:
    """Whether the app answers at an address, and not the released site."""
    return address.startswith(DYNAMIC) or address == DYNAMIC.rstrip("/")


class LiveSite(WhiteNoise):
    """WhiteNoise over the current release. `application` answers what is dynamic."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        folder: Path,
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(
            application,
            max_age=None,
            allow_all_origins=False,
            mimetypes={".csv": "text/csv"},
        )
        self.headers = headers
        self.site = Site(folder)
        self.follower = Follower(self.site.log)
        self.lock = threading.Lock()
        # small objects by their path: what is named by its hash never changes
        self.bodies: dict[str, bytes] = {}
        self.held = 0  # bytes of them
        self.follow()

    def follow(self) -> None:
        """Forget the entries of what changed since the last look."""
        if not self.follower.has_news():  # as a rule; it costs one stat and no lock
            return
        with self.lock:
            for path in self.follower.look():
                self.files.pop(path, None)

    def find(self, address: str) -> StaticFile | Redirect | None:
        """The file of an address, or where it leads."""
        path = address.lstrip("/")
        paths = self.follower.state.paths
        if address.endswith("/") or not path:
            path += "index.html"
        elif path.endswith("index.html") and path in paths:
            return Redirect("./", dict(self.headers))
        elif path not in paths:
            leads = f"{path}/index.html" in paths
            return (
                Redirect(f"{path.rpartition('/')[2]}/", dict(self.headers))
                if leads
                else None
            )
        kept = paths.get(path)
        if kept is None:
            return None
        entry = self.files.get(path)
        # An entry that was made while the release changed is known by its hash, and
        # made again.
        if entry is None or entry[0] != kept[0]:
            entry = self.files[path] = (kept[0], self._static_file(path, kept[0]))
        file: StaticFile = entry[1]
        return file

    def _static_file(self, path: str, digest: str) -> StaticFile:
        headers = Headers([])
        self.add_mime_headers(headers, path, path)
        # a revocation shows at the next look; the ETag makes that cheap
        headers["Cache-Control"] = "no-cache"
        headers["ETag"] = f'"{digest[:32]}"'
        for name, value in self.headers:
            headers[name] = value
        encodings = {
            name: str(variant)
            for name, variant in self.site.objects.variants(digest).items()
        }
        return StaticFile(
            str(self.site.objects.path(digest)), headers.items(), encodings=encodings
        )

    def __call__(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        address = (
            environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        )
        if is_dynamic(address):
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in READS:
            return self._not_allowed(start_response)
        if address == f"/{VERSION}":
            return self._version(environ, start_response)
        # an object may be collected between the look-up and the opening
        for _attempt in range(3):
            self.follow()
            try:
                found = self.find(address)
                return (
                    self.serve(found, environ, start_response)
                    if found
                    else self._not_found(environ, start_response)
                )
            except (FileNotFoundError, MissingFileError):
                continue
        return self._not_found(environ, start_response)

    def serve(
        self,
        static_file: StaticFile | Redirect,
        environ: dict[str, Any],
        start_response: Start,
    ) -> Iterable[bytes]:
        """Small whole files out of memory; everything else as WhiteNoise does it."""
        is_plain = environ["REQUEST_METHOD"] == "GET" and ASKS_FOR_MORE.isdisjoint(
            environ
        )
        if is_plain and isinstance(static_file, StaticFile):
            path, headers = static_file.get_path_and_headers(environ)
            body = self.bodies.get(path) or self._read_small(path)
            if body:
                start_response("200 OK", list(headers))
                return [body]
        answer: Iterable[bytes] = super().serve(static_file, environ, start_response)
        return answer

    def _read_small(self, path: str) -> bytes | None:
        with open(path, "rb") as file:  # noqa: PTH123 - a hot path
            body = file.read(SMALL + 1)
        if len(body) > SMALL:
            return None
        if self.held > HELD_AT_MOST:
            self.bodies = {}
            self.held = 0
        self.bodies[path] = body
        self.held += len(body)
        return body

    def _not_allowed(self, start_response: Start) -> Iterable[bytes]:
        """As WhiteNoise answers it, with our headers and words."""
        body = "这里只能看，不能提交。 This page can be read only.".encode()
        headers = [
            ("Allow", ", ".join(READS)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *self.headers,
        ]
        start_response("405 Method Not Allowed", headers)
        return [body]

    def _version(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        try:
            data = (self.site.tree / VERSION).read_bytes()
        except FileNotFoundError:
            return self._not_found(environ, start_response)
        tag = f'"{file_hash(data)[:32]}"'
        headers = [
            ("Cache-Control", "no-cache"),
            ("ETag", tag),
            ("Date", formatdate(usegmt=True)),
            *self.headers,
        ]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            start_response("304 Not Modified", headers)
            return []
        start_response(
            "200 OK",
            [
                ("Content-Type", "application/json"),
                ("Content-Length", str(len(data))),
                *headers,
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [data]

    def _not_found(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        kept = self.follower.state.paths.get("404.html")
        try:
            page = self.site.objects.path(kept[0]).read_bytes() if kept else None
        except FileNotFoundError:
            page = None
        kind = "text/html" if page else "text/plain"
        body = page or "还没有发布。 Nothing is published yet.".encode()
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-cache"),
            *self.headers,
        ]
        start_response("404 Not Found", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
