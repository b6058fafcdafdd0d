"""/app/staff/phone/token/: for what waited on a phone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.feature import facts
from forms_app.base.offline.shell import FRESH

phones = Blueprint("phones", __name__)


@phones.app_context_processor
def _phones() -> dict[str, Any]:
    """What is kept on phones, for signing out: its name, and where it asks what becomes
    of it.
    """
    return {"kept_on_phones": lambda: facts("phone")}


@phones.get("/app/staff/phone/token/")
@staff()
def token() -> ResponseReturnValue:
    """A fresh token, and whose session this is."""
    return jsonify(csrf_token=generate_csrf(), account=access.actor().id), FRESH
