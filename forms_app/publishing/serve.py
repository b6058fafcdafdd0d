"""Serving the released site from memory's map of immutable objects; each process follows the release pointer.

WhiteNoise stats early and opens late: replacing files under it gave wrong lengths, swapping dictionary entries none.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import Redirect, StaticFile

from forms_app.publishing.release import Site

FOLLOW_EVERY = 0.1  # seconds
DYNAMIC = "/app/"


class LiveSite(WhiteNoise):
    """WhiteNoise whose `files` are the current release. `application` answers what is dynamic."""

    def __init__(self, application: Callable[..., Iterable[bytes]], folder: Path) -> None:
        super().__init__(application, max_age=None, allow_all_origins=False)
        self.site = Site(folder)
        self.release: dict[str, str] = {}
        self.pointer: Any = None
        self.lock = threading.Lock()
        self.follow()

    def start_following(self) -> None:
        """A thread that looks at the pointer ten times a second, for as long as the process lives."""
        threading.Thread(target=self._keep_following, daemon=True, name="follow-release").start()

    def _keep_following(self) -> None:
        waiting = threading.Event()
        while not waiting.wait(FOLLOW_EVERY):
            try:
                self.follow()
            except (OSError, ValueError):  # a pointer read while it is swapped; the next look finds it whole
                continue

    def follow(self) -> None:
        """Swap what changed since the last look."""
        pointer = self.site.folder / "current"
        try:
            stat = pointer.stat()
        except FileNotFoundError:
            return
        stamp = (stat.st_mtime_ns, stat.st_ino)
        with self.lock:
            if stamp == self.pointer:
                return
            release = self.site.current()
            assert release, "the pointer names a release"
            for path in set(self.release) - set(release.paths):
                for url in _addresses(path):
                    self.files.pop(url, None)
            for path, digest in release.paths.items():
                if self.release.get(path) != digest:
                    self._enter(path, digest)
            self.release, self.pointer = release.paths, stamp

    def _enter(self, path: str, digest: str) -> None:
        file = self._static_file(path, digest)
        url, *others = _addresses(path)
        self.files[url] = file
        for other in others:
            self.files[other] = Redirect("./" if other.endswith("/index.html") else other.split("/")[-1] + "/")

    def _static_file(self, path: str, digest: str) -> StaticFile:
        headers = Headers([])
        self.add_mime_headers(headers, path, path)
        headers["Cache-Control"] = "no-cache"  # a revocation shows at the next look; the ETag makes that cheap
        headers["ETag"] = f'"{digest[:32]}"'
        target = str(self.site.object(digest))
        return StaticFile(target, headers.items(), encodings={"gzip": f"{target}.gz", "br": f"{target}.br"})

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        found = self.files.get(path)
        if found is None and not path.startswith(DYNAMIC) and path != DYNAMIC.rstrip("/"):
            return self._not_found(environ, start_response)
        if found is None:
            return self.application(environ, start_response)
        try:
            return self.serve(found, environ, start_response)
        except FileNotFoundError:  # collected between the look-up and the opening; the newer release has another
            self.follow()
            found = self.files.get(path)
            if found is None:
                return self._not_found(environ, start_response)
            return self.serve(found, environ, start_response)

    def _not_found(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        digest = self.release.get("404.html")
        page = self.site.object(digest).read_bytes() if digest else "还没有发布。 Nothing is published yet.".encode()
        kind = "text/html" if digest else "text/plain"
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Cache-Control", "no-cache"),
        ]
        start_response("404 Not Found", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page]


def _addresses(path: str) -> list[str]:
    """The address that serves an output, then those that lead to it."""
    if path == "index.html":
        return ["/", "/index.html"]
    if path.endswith("/index.html"):
        folder = path.removesuffix("index.html")
        return [f"/{folder}", f"/{folder.rstrip('/')}", f"/{path}"]
    return [f"/{path}"]
