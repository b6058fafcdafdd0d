"""Confirmation anew: before what cannot be undone, whoever is signed in proves once more
to be who signed in, unless that was within ten minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from forms_app.base.clock import real_now
from forms_app.base.ways import here, own_page

View = TypeVar("View", bound=Callable[..., Any])
AT = "confirmed_at"
HOLDS = timedelta(minutes=10)


def note_confirmed() -> None:
    """A password, a code or a passkey was taken."""
    session[AT] = real_now().timestamp()


def is_confirmed() -> bool:
    last: float = session.get(AT, 0)
    return real_now().timestamp() - last < HOLDS.total_seconds()


def ask_again(leads_to: str = "") -> Response | None:
    """The way to the page that asks; None where that was proved just now. `leads_to`:
    where it goes on, when not to the page that was asked for.
    """
    if is_confirmed():
        return None
    page = leads_to or here() or own_page(request.path)
    return redirect(url_for("confirmation.ask", next=page or None), 303)


def confirmed(view: View) -> View:
    """A page that asks first."""

    @wraps(view)
    def asking(*given: Any, **named: Any) -> Any:
        return ask_again() or view(*given, **named)

    return asking  # type: ignore[return-value]
