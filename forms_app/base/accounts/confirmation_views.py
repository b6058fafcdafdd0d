"""/app/confirm/: proving once more to be who signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import verify_password

from forms_app.base.access import Role, staff
from forms_app.base.accounts import sign_ins, tries
from forms_app.base.accounts.confirmation import note_confirmed
from forms_app.base.accounts.forms import WhoForm
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.ways import own_page

confirmation = Blueprint("confirmation", __name__, template_folder="templates")
WRONG = _l("密码或验证码不对。")
SLOWED = _l("连续输错多次，请过一刻钟再试，或请管理员放行。")


@confirmation.route("/app/confirm/", methods=["GET", "POST"])
@staff(*Role)
@limiter.limit("20/minute;200/hour", methods=["POST"])
def ask() -> ResponseReturnValue:
    leads_to = own_page(request.args.get("next", ""))
    home = current_app.config["SECURITY_POST_LOGIN_VIEW"]
    form = WhoForm()
    if form.validate_on_submit():
        refusal = _refusal(form.proof.data or "")
        if refusal is None:
            note_confirmed()
            return redirect(leads_to or home, 303)
        form.proof.errors = [str(refusal)]
    return render_template("accounts/who.html", form=form, back=home, leads_to=leads_to)


def _refusal(typed: str) -> Any:
    """What is said to what is not taken; None where it is."""
    name = current_user.username
    if tries.is_slowed(name):
        return SLOWED
    if verify_password(typed, current_user.password) or any(
        facts("proof", current_user, typed)
    ):
        tries.forget(name)
        return None
    tries.count(name)
    office = current_office()
    address = request.remote_addr or ""
    with office.database.writing() as session:
        now = office.clock.now()
        sign_ins.note_failure(session, "account.failure", name, address, now)
    return WRONG
