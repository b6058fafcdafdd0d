"""How a report was sent: by a page, or by a script that kept it on a phone."""

from __future__ import annotations

from flask import request


def wants_json() -> bool:
    """Whether a script asks, that must never be shown a page."""
    return request.accept_mimetypes.best == "application/json"
