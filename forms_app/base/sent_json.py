"""JSON that is sent to the app: one object, to the few pages that take it.

A form that is sent as JSON would reach fields with values that no browser sends.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from werkzeug.datastructures import MultiDict

View = TypeVar("View", bound=Callable[..., Any])


def takes_json(view: View) -> View:
    """A page that reads an object by `sent_object`."""
    view.takes_json = True  # type: ignore[attr-defined]
    return view


def sent_object() -> dict[str, Any]:
    """What was sent; 400 where it is no object, or no JSON as the standard has it."""
    try:
        found = json.loads(request.get_data(), parse_constant=_refuse)
        text = json.dumps(found, ensure_ascii=False).encode()  # no half characters
    except (ValueError, RecursionError):
        abort(400)
    is_right = isinstance(found, dict) and b"\\u0000" not in text
    return found if is_right else abort(400)


def fields_of(sent: dict[str, Any]) -> MultiDict[str, Any]:
    """The same as of a form; 400 where a value is what no field of a form can be."""
    for value in sent.values():
        parts = value if isinstance(value, list) else [value]
        if any(isinstance(part, dict | list) for part in parts):
            abort(400)
    return MultiDict(sent)


def _refuse(word: str) -> None:
    """NaN and the infinities, which only Python calls JSON."""
    raise ValueError(word)


def init_app(app: Flask) -> None:
    """Every other page refuses JSON, before its form is made of it."""

    @app.before_request
    def _only_where_it_is_read() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if request.is_json and view and not hasattr(view, "takes_json"):
            abort(400)
