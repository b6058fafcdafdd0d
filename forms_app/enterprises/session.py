"""An enterprise's own session: a signed cookie with its reference and the version of its access code."""

from __future__ import annotations

from flask import abort, redirect, session, url_for
from sqlalchemy.orm import Session

from forms_app.enterprises.models import Enterprise


def sign_in(enterprise: Enterprise) -> None:
    session["enterprise"] = {
        "id": enterprise.id,
        "reference": enterprise.reference,
        "version": enterprise.access_version,
    }
    session.permanent = True


def sign_out() -> None:
    session.pop("enterprise", None)


def current_enterprise(database: Session) -> Enterprise:
    """The enterprise signed in; to the sign-in page when its access code was renewed meanwhile."""
    known = session.get("enterprise") or {}
    enterprise = database.get(Enterprise, known.get("id", 0))
    if enterprise is None or enterprise.access_version != known["version"]:
        sign_out()
        abort(redirect(url_for("enterprises.sign_in")))
    return enterprise
