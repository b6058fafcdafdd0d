"""Security headers, on static and dynamic pages alike: one layer around everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
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


class SecurityHeaders:
    """WSGI: adds the headers to every answer; Strict-Transport-Security where the office is on https."""

    def __init__(self, application: Callable[..., Iterable[bytes]], is_https: bool) -> None:
        self.application = application
        self.headers = [*HEADERS]
        if is_https:
            self.headers.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            own = {name.lower() for name, _value in self.headers}
            kept = [(name, value) for name, value in headers if name.lower() not in own]
            return start_response(status, [*kept, *self.headers], *rest)

        return self.application(environ, start)
