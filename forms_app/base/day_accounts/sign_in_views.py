"""/app/staff/sign-in/day/: signing in with the code on a card."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user

from forms_app.base.access import public
from forms_app.base.accounts import sign_ins
from forms_app.base.accounts.models import Account
from forms_app.base.catalogue import gettext as _
from forms_app.base.day_accounts import queries
from forms_app.base.day_accounts.forms import DayCodeForm
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.ways import own_page

day_sign_in = Blueprint("day_sign_in", __name__, template_folder="templates")


@day_sign_in.route("/app/staff/sign-in/day/", methods=["GET", "POST"])
@public
@limiter.limit("20/minute;200/hour", methods=["POST"])
def code() -> ResponseReturnValue:
    home: str = current_app.config["SECURITY_POST_LOGIN_VIEW"]
    if "_user_id" in cookie:
        return redirect(home)
    form = DayCodeForm()
    if form.validate_on_submit():
        if account := _opened(form.code.data or ""):
            login_user(account, authn_via=["code"])
            return redirect(own_page(request.args.get("next", "")) or home)
        form.code.errors = [_("号码不对，或者已经到时。请找给您卡片的人。")]
    return render_template("day_accounts/code.html", form=form)


def _opened(typed: str) -> Account | None:
    office = current_office()
    now = office.clock.now()
    with office.database.reading() as session:
        account = queries.opened_by(session, typed, now)
    if account is None:
        address = request.remote_addr or ""
        with office.database.writing() as session:
            sign_ins.note_failure(session, "account.failure", "", address, now)
    return account


def is_code(account: Account, typed: str) -> bool:
    """Whether this proves once more who holds the card."""
    with current_office().database.reading() as session:
        return queries.is_code_of(session, account.id, typed)
