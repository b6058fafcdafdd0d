"""What staff are at work on when they open somebody's data: asked once, for an hour.

Pages about one person's health (`asks_purpose`) are shown only when it is known; the
read log keeps it with every look. Whoever is asked goes on where they were.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, redirect, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from forms_app.base import access
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Pick, picked
from forms_app.base.words import Words

View = TypeVar("View", bound=Callable[..., Any])

STAYS = timedelta(hours=1)


class Purpose(StrEnum):
    """Why staff look into somebody's record."""

    VISIT = "visit"
    CALL = "call"
    CHECK = "check"
    OTHER = "other"


PURPOSES = Words(
    {
        Purpose.VISIT: _l("上门"),
        Purpose.CALL: _l("打电话"),
        Purpose.CHECK: _l("核对名单"),
        Purpose.OTHER: _l("其他工作"),
    }
)


class PurposeForm(FlaskForm):
    """Why somebody's record is opened (告知: the person may ask who looked and why)."""

    why = Pick(
        _l("为什么要看这份记录"),
        [picked(_l("请选一项：为什么要看"))],
        choices=PURPOSES.choices(),
    )


def asks_purpose(view: View) -> View:
    """This page shows nobody before it is said what for."""
    view.asks_purpose = True  # type: ignore[attr-defined]
    return view


def is_wanted(app: Flask, now: datetime) -> bool:
    """Whether the page that was asked for waits for a purpose."""
    view = app.view_functions.get(request.endpoint or "")
    asks = request.method == "GET" and hasattr(view, "asks_purpose")
    return asks and not given(now)


def given(now: datetime) -> str:
    """What the account said within the last hour; empty when it has to be asked."""
    said = session.get("purpose", {})
    if said.get("by") != access.actor().id:
        return ""
    return "" if now > datetime.fromisoformat(said["until"]) else str(said["why"])


def remember(why: str, now: datetime) -> None:
    until = (now + STAYS).isoformat()
    session["purpose"] = {"by": access.actor().id, "why": why, "until": until}


def ask() -> Response:
    """On to the question, and back to where one was."""
    page = request.full_path.rstrip("?")
    return redirect(url_for("purposes.why", next=page))
