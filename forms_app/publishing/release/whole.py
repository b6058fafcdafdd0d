"""Pages out of memory, for who asks as most do: by GET, for all of it.

Such an answer depends on the address and on the encodings that are accepted, and is
kept until something is released. Asking WhiteNoise each time, through WSGI, took three
times as long; whatever is asked for in another way still is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whitenoise.responders import MissingFileError, StaticFile

from forms_app.publishing.release.compared import Harmed
from forms_app.publishing.release.headers import Header
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.release.version_file import VERSION

HELD_AT_MOST = 4096  # answers; their bytes are those that the site keeps
# with one of these it is not all of a page that is asked for
OTHERWISE = ("range", "if-none-match", "if-modified-since")


@dataclass(frozen=True)
class Whole:
    """An answer with the status 200."""

    headers: list[Header]
    body: bytes


class WholePages:
    """Of one process, which asks from one thread."""

    def __init__(self, site: LiveSite) -> None:
        self.site = site
        self.kept: dict[tuple[str, str], Whole] = {}
        self.release = (0, 0)  # the log as it was when they were made

    def asked_for(self, scope: Any) -> Whole | None:
        """What granian's description of a request asks for; None where it is not to be
        had in this way.
        """
        headers = scope.headers
        withheld = self.site.withheld
        if withheld and withheld.may_refuse(scope.path.lstrip("/")):
            return None
        if scope.method != "GET" or any(name in headers for name in OTHERWISE):
            return None
        self._follow()
        asked = (scope.path, headers.get("accept-encoding") or "")
        kept = self.kept.get(asked)
        if kept is None:
            kept = self._make(*asked)
            if kept:
                self.kept[asked] = kept
        return kept

    def _follow(self) -> None:
        """Forget them when there is another release."""
        self.site.follow()
        follower = self.site.follower
        release = (follower.inode, follower.offset)
        if release != self.release or len(self.kept) >= HELD_AT_MOST:
            self.release = release
            self.kept = {}

    def _make(self, address: str, accepted: str) -> Whole | None:
        if address == f"/{VERSION}":
            return None
        try:
            found = self.site.find(address)
            if not isinstance(found, StaticFile):
                return None
            path, headers = found.get_path_and_headers(
                {"HTTP_ACCEPT_ENCODING": accepted}
            )
            body = self.site.compared.body(path, int(dict(headers)["Content-Length"]))
        except (FileNotFoundError, MissingFileError, Harmed):
            return None  # who is asked next sees to it
        return Whole(list(headers), body) if body else None
