"""What a browser, or anything on the way to it, may keep of an answer."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.wrappers import Response

from forms_app.base.access import access_of
from forms_app.base.sessions.interface import is_kept

# the shells of pages that work without a network, and their scripts: no data in them
ASKED_AGAIN = "no-cache"


def init_app(app: Flask) -> None:
    """Nothing of a page that is not for everybody is kept, unless it holds no data and
    says so.
    """

    @app.after_request
    def _not_stored(answer: Response) -> Response:
        access = access_of(app, request.endpoint or "")
        is_private = is_kept() or (access is not None and access.to != "public")
        if is_private and answer.headers.get("Cache-Control") != ASKED_AGAIN:
            answer.headers["Cache-Control"] = "no-store"
        return answer
