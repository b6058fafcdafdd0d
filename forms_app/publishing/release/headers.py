"""Security headers, on static and dynamic pages alike: made into each static file, and
one layer around the app.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from forms_app.publishing.release.version_file import PUBLIC_LOG

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src "
    "'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
# Pictures and attachments have the hash of their bytes for a name. Only browsers keep
# them: what is taken away is not to stay with somebody in between.
NAMED = "media/"
FOR_EVER = "private, max-age=31536000, immutable"
# A full tile of the public log never changes, and is never taken away.
FULL_TILE = re.compile(rf"{PUBLIC_LOG}tiles/\d+\.txt")
FOR_ALL = "public, max-age=31536000, immutable"

Header = tuple[str, str]


def security_headers(is_https: bool) -> list[Header]:
    """What every answer carries; Strict-Transport-Security where the office is on
    https.
    """
    return (
        [*HEADERS, ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]
        if is_https
        else [*HEADERS]
    )


def kept_by_browsers(path: str) -> str:
    """What Cache-Control says of an output."""
    if FULL_TILE.fullmatch(path):
        return FOR_ALL
    return FOR_EVER if path.startswith(NAMED) else "no-cache"


NOT_KEPT = ("Cache-Control", "no-store")


def again_in(seconds: int) -> tuple[Header, ...]:
    """Of an answer that is for now: nobody keeps it, and a browser asks again."""
    return (
        NOT_KEPT,
        ("Retry-After", str(seconds)),
        ("Refresh", str(seconds + 1)),
    )


class SecurityHeaders:
    """WSGI: adds the headers to every answer of the app.

    Static files have them from the beginning (serve.py).
    """

    def __init__(
        self, application: Callable[..., Iterable[bytes]], headers: list[Header]
    ) -> None:
        self.application = application
        self.headers = headers
        # A policy that a view adds stays beside ours: both hold, so it can only be
        # stricter.
        self.own = frozenset(name.lower() for name, _value in headers) - {
            "content-security-policy"
        }

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        def start(status: str, headers: list[Header], *rest: Any) -> Any:
            kept = [
                (name, value) for name, value in headers if name.lower() not in self.own
            ]
            return start_response(status, [*kept, *self.headers], *rest)

        return self.application(environ, start)
