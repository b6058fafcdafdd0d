"""Serving the released site from immutable objects; each process follows the release
log as requests come.

WhiteNoise stats early and opens late: replacing files under it gave wrong lengths,
swapping entries of its dictionary none. An entry is made when it is first asked for, so
that a large site starts at once. Before each answer one stat of the release log says
whether there is anything new: what was taken away is never served after that. The bytes
of an object are compared with its hash when a process first opens it: what is harmed is
asked for anew and answered with 503, never served.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.responders import MissingFileError, Redirect, StaticFile

from forms_app.base.contentfile.write import file_hash
from forms_app.base.ownfile import NotRegular, read_own
from forms_app.publishing.release.compared import Compared, Harmed
from forms_app.publishing.release.follower import Follower
from forms_app.publishing.release.headers import NOT_KEPT, again_in, kept_by_browsers
from forms_app.publishing.release.site import Site
from forms_app.publishing.release.version_file import VERSION, number_in
from forms_app.publishing.release.wanted import Wanted
from forms_app.publishing.release.withheld import AWAY, Withheld

DYNAMIC = "/app/"
MADE_ANEW = (
    "这一页正在重新生成，请过几秒再打开。 "
    "This page is being made again; please open it in a few seconds.\n"
)
READS = ("GET", "HEAD")
READ_ONLY = "这里只能看，不能提交。 This page can be read only."
NOT_FOUND = "没有这一页。 There is no such page.\n"
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
        withheld: Withheld | None = None,
    ) -> None:
        super().__init__(
            application,
            max_age=None,
            allow_all_origins=False,
            mimetypes={".csv": "text/csv"},
        )
        self.headers = headers
        self.withheld = withheld
        self.site = Site(folder)
        self.wanted = Wanted(folder)
        self.follower = Follower(self.site.log)
        self.lock = threading.Lock()
        self.compared = Compared()
        self.follow()

    def follow(self) -> None:
        """Forget the entries of what changed since the last look."""
        if not self.follower.has_news():  # as a rule; it costs one stat and no lock
            return
        with self.lock:
            for path in self.follower.look():
                if entry := self.files.pop(path, None):
                    self.compared.forget(str(self.site.objects.path(entry[0])))

    def find(self, address: str) -> StaticFile | Redirect | None:
        """The file of an address, or where it leads."""
        path = _path_of(address)
        paths = self.follower.state.paths
        if address.endswith("/") or not address:
            pass
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
        headers["Cache-Control"] = kept_by_browsers(path)
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
            return self._not_allowed(environ, start_response)
        if address == f"/{VERSION}":
            return self._version(environ, start_response)
        if self.withheld and (
            refusal := self.withheld.refusal(_path_of(address), self._bytes_at)
        ):
            more = again_in(5) if refusal.comes_back else (NOT_KEPT,)
            page = refusal.status, refusal.page
            return self._answer(environ, start_response, *page, *more)
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
            except (FileNotFoundError, MissingFileError, Harmed):
                self._forget(address)
        return self._made_anew(address, environ, start_response)

    def serve(
        self,
        static_file: StaticFile | Redirect,
        environ: dict[str, Any],
        start_response: Start,
    ) -> Iterable[bytes]:
        """Small whole files out of memory; everything else as WhiteNoise does it."""
        if isinstance(static_file, StaticFile) and _is_read(static_file, environ):
            path, headers = static_file.get_path_and_headers(environ)
            is_part = "HTTP_RANGE" in environ
            body = self.compared.body(path, int(dict(headers)["Content-Length"]))
            if body and not is_part and environ["REQUEST_METHOD"] == "GET":
                start_response("200 OK", list(headers))
                return [body]
        answer: Iterable[bytes] = super().serve(static_file, environ, start_response)
        return answer

    def _not_allowed(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        """As WhiteNoise answers it, with our headers and words."""
        allow = ("Allow", ", ".join(READS))
        return self._answer(
            environ, start_response, "405 Method Not Allowed", READ_ONLY, allow
        )

    def _forget(self, address: str) -> None:
        """What is known of the file of an address, which is made anew."""
        self.files.pop(_path_of(address), None)

    def _made_anew(
        self, address: str, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        kept = self.follower.state.paths.get(_path_of(address))
        if kept:
            self.wanted.ask(kept[0])
        return self._away(environ, start_response)

    def _bytes_at(self, path: str) -> bytes:
        """Nothing where there is none, or it is harmed."""
        self.follow()
        kept = self.follower.state.paths.get(path)
        if kept is None:
            return b""
        with suppress(OSError):
            return read_own(self.site.objects.path(kept[0]))
        return b""

    def _away(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        return self._answer(environ, start_response, AWAY, MADE_ANEW, *again_in(1))

    def _answer(
        self,
        environ: dict[str, Any],
        start_response: Start,
        status: str,
        words: str | bytes,
        *more: tuple[str, str],
    ) -> Iterable[bytes]:
        """Words of our own, or a page; with the headers that every answer has."""
        body = words.encode() if isinstance(words, str) else words
        kind = "text/plain" if isinstance(words, str) else "text/html"
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *more,
            *self.headers,
        ]
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _version(
        self, environ: dict[str, Any], start_response: Start
    ) -> Iterable[bytes]:
        try:
            data = read_own(self.site.tree / VERSION)
        except FileNotFoundError:
            return self._not_found(environ, start_response)
        except NotRegular:
            data = b""
        if not number_in(data):
            return self._away(environ, start_response)
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
        if not self.follower.state.number:  # or what is published cannot be told
            return self._away(environ, start_response)
        page = self._not_found_page() or NOT_FOUND
        no_cache = ("Cache-Control", "no-cache")
        return self._answer(environ, start_response, "404 Not Found", page, no_cache)

    def _not_found_page(self) -> bytes | None:
        kept = self.follower.state.paths.get("404.html")
        if kept is None:
            return None
        with suppress(OSError, Harmed):
            return self.compared.body(str(self.site.objects.path(kept[0])))
        self.wanted.ask(kept[0])
        return None


def _is_read(file: StaticFile, environ: dict[str, Any]) -> bool:
    """Whether the answer tells of the bytes of a file; not when it has not changed."""
    is_asked = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return is_asked and not file.is_not_modified(environ)


def _path_of(address: str) -> str:
    """The output that an address shows."""
    path = address.lstrip("/")
    return f"{path}index.html" if address.endswith("/") or not path else path
