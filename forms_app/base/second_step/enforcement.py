"""Whoever has to have a second step opens no page of staff before it is set up."""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, url_for
from flask import session as cookie
from flask_login import current_user
from werkzeug.wrappers import Response

from forms_app.base.access import access_of
from forms_app.base.office import Office
from forms_app.base.second_step import queries
from forms_app.base.second_step.sign_in_views import PASSED

OPEN_BEFORE = {
    "confirmation.ask",
    "own_account.password",
    "own_account.keeper_password",
    "second_step.set_up",
    "passkeys.add",
    "passkey_confirmation.prove",
    "security.logout",
}


def set_up(app: Flask, office: Office) -> None:
    @app.before_request
    def _lead_to_the_second_step() -> Response | None:
        declared = access_of(current_app, request.endpoint or "")
        if declared is None or declared.to != "staff" or "_user_id" not in cookie:
            return None
        if request.endpoint in OPEN_BEFORE or not current_user.is_authenticated:
            return None
        if _has_it(office):
            return None
        return redirect(url_for("second_step.set_up"))


def _has_it(office: Office) -> bool:
    """Or needs none."""
    if cookie.get(PASSED) or current_user.must_change or current_user.until:
        return True
    if current_user.actor.role not in queries.required(office):
        return True
    with office.database.reading() as session:
        return queries.has_second_step(session, current_user.id)
