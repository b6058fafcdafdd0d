"""/app/staff/sign-in/passkey/: signing in with a passkey, in place of password and code."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.second_step.challenge import (
    new_challenge,
    site_of,
    taken_challenge,
)
from forms_app.base.second_step.forms import NOT_PROVED, PasskeyForm
from forms_app.base.second_step.passkey_proof import proved
from forms_app.base.second_step.passkeys import asked_to_prove
from forms_app.base.second_step.sign_in_views import KNOWN, finish
from forms_app.base.ways import own_page

passkey_sign_in = Blueprint("passkey_sign_in", __name__, template_folder="templates")


@passkey_sign_in.route("/app/staff/sign-in/passkey/", methods=["GET", "POST"])
@public
@limiter.limit("20/minute;200/hour")
def prove() -> ResponseReturnValue:
    if "_user_id" in cookie:
        return redirect(current_app.config["SECURITY_POST_LOGIN_VIEW"])
    form = PasskeyForm()
    leads_to = own_page(request.args.get("next", ""))
    if form.validate_on_submit():
        challenge, leads_to = taken_challenge()
        if account := proved(current_office(), form.answer.data or "", challenge):
            cookie.pop(KNOWN, None)
            return finish(account, leads_to, "passkey")
        form.answer.errors = [str(NOT_PROVED)]
    asked = asked_to_prove(site_of(current_office()), new_challenge(leads_to))
    return render_template("second_step/passkey.html", form=form, asked=asked)
