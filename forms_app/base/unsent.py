"""What somebody typed into a form that was not taken, to be sent again from the page
that says so: nobody types it twice.

Never a password, and no file: those are chosen again.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from forms_app.base.oversize import fields_before_files, is_oversize

OF_THE_PAGE = "csrf_token"  # the page that says so has its own
UNSEEN = {OF_THE_PAGE, "press"}


def fields() -> list[tuple[str, str]]:
    """What was sent; nothing where another site may have sent it, with words that
    nobody here has typed, nor where a password is among it.
    """
    sent = _sent()
    has_secret = any("password" in name for name, _value in sent)
    if request.method != "POST" or has_secret or not _is_from_here():
        return []
    if not any(value for name, value in sent if name not in UNSEEN):
        return []
    return [(name, value) for name, value in sent if name != OF_THE_PAGE]


def _sent() -> list[tuple[str, str]]:
    """Nothing of a form in which a text is too long: it would be refused again."""
    if is_oversize(request):
        return fields_before_files(request)
    try:
        return list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []


def has_files() -> bool:
    return is_oversize(request) or any(file.filename for file in request.files.values())


def _is_from_here() -> bool:
    """Every browser of the last years says where a form comes from."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
