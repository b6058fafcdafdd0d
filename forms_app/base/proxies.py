"""What proxies in front say of a request: the visitor's address, https, the host.

Only a neighbour is a proxy: this machine, or one of a private network. Whoever comes from
the internet straight to the app could write any address into the same headers, and every
limit would count somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from wsgiref.types import StartResponse

from werkzeug.middleware.proxy_fix import ProxyFix

Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class BehindProxies:
    """An app behind so many proxies, each of which adds what it saw."""

    def __init__(self, app: Application, proxies: int) -> None:
        self.app = app
        self.told = ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies)

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        app = self.told if is_near(environ.get("REMOTE_ADDR", "")) else self.app
        return app(environ, start_response)


def is_near(peer: str) -> bool:
    """Whether an address is no public one; a socket file has none at all."""
    try:
        address = ip_address(peer)
    except ValueError:
        return True
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global
