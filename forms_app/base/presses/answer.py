"""The first answer to a form, as it is kept and given again."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, current_app, request

LARGEST = 256 * 1024  # bytes of a page
# written anew with each answer
OF_THE_MOMENT = {"content-length", "date", "set-cookie"}


def is_page(response: Response) -> bool:
    """Whether it is a page or leads to one; a file is made anew each time."""
    is_file = response.is_streamed or "Content-Disposition" in response.headers
    length = 0 if is_file else len(response.get_data())
    return not is_file and response.status_code < 400 and length <= LARGEST


def kept(response: Response) -> dict[str, Any]:
    """Of a page, JSON that `given_again` makes the same page of."""
    headers = [
        [name, value]
        for name, value in response.headers
        if name.lower() not in OF_THE_MOMENT
    ]
    return {
        "status": response.status_code,
        "headers": headers,
        "cookies": response.headers.getlist("Set-Cookie"),
        "cookie_before": _cookie(),
        "body": response.get_data(as_text=True),
    }


def given_again(answer: dict[str, Any]) -> Response:
    """The same page.

    With its cookies only for a browser that has not got them, or any newer ones.
    """
    response = Response(answer["body"], answer["status"])
    response.headers.clear()
    cookies = answer["cookies"] if answer["cookie_before"] == _cookie() else []
    for name, value in [*answer["headers"], *(("Set-Cookie", one) for one in cookies)]:
        response.headers.add(name, value)
    return response


def _cookie() -> str:
    """Tells which cookie the browser has sent."""
    sent = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")
    return hashlib.sha256(sent.encode()).hexdigest()
