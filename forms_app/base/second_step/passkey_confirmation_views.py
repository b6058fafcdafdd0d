"""/app/confirm/passkey/: proving by a passkey, in place of the password, to be who signed in."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms_app.base.access import Role, staff
from forms_app.base.accounts.confirmation import note_confirmed
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
from forms_app.base.ways import own_page

passkey_confirmation = Blueprint(
    "passkey_confirmation", __name__, template_folder="templates"
)


@passkey_confirmation.route("/app/confirm/passkey/", methods=["GET", "POST"])
@staff(*Role)
@limiter.limit("20/minute;200/hour")
def prove() -> ResponseReturnValue:
    form = PasskeyForm()
    leads_to = own_page(request.args.get("next", ""))
    if form.validate_on_submit():
        challenge, leads_to = taken_challenge()
        account = proved(current_office(), form.answer.data or "", challenge)
        if account and account.id == current_user.id:
            note_confirmed()
            home = current_app.config["SECURITY_POST_LOGIN_VIEW"]
            return redirect(own_page(leads_to) or home, 303)
        form.answer.errors = [str(NOT_PROVED)]
    asked = asked_to_prove(site_of(current_office()), new_challenge(leads_to))
    return render_template(
        "second_step/confirm.html", form=form, asked=asked, leads_to=leads_to
    )
