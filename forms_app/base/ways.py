"""Where somebody was going before they had to sign in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

PAGES = "/app/"


def here() -> str:
    """The address of this page with what it was asked; empty where it is no page to come
    back to.
    """
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def own_page(address: str) -> str:
    """The address where it is a page of ours that can be opened, else empty: anybody can
    write anything into a link to the sign-in page.
    """
    parts = urlsplit(address)
    is_ours = not (parts.scheme or parts.netloc) and parts.path.startswith(PAGES)
    if not is_ours or not address.isprintable() or "\\" in address:
        return ""
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return address
