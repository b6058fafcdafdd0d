"""/app/staff/sign-in/code/: the second step, after the right password.

Whoever has not taken it is nobody: the session knows only which account the password
was of, for ten minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from forms_app.base.access import public
from forms_app.base.accounts import sign_ins, tries
from forms_app.base.accounts.models import Account
from forms_app.base.clock import real_now
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.second_step import queries
from forms_app.base.second_step.forms import SLOWED, WRONG, CodeForm
from forms_app.base.second_step.proof import proves
from forms_app.base.ways import own_page

second_step_sign_in = Blueprint(
    "second_step_sign_in", __name__, template_folder="templates"
)
KNOWN = "signing_in"  # the account whose password was right
PASSED = "second_step"  # that it was taken in this session
LASTS = timedelta(minutes=10)


def goes_on(account: Account, leads_to: str) -> str:
    """Where signing in goes on for this account; empty where the password is all."""
    with current_office().database.reading() as session:
        if not queries.has_second_step(session, account.id):
            return ""
    until = real_now() + LASTS
    cookie[KNOWN] = {
        "account": account.fs_uniquifier,
        "until": until.timestamp(),
        "next": leads_to,
    }
    return url_for("second_step_sign_in.code")


@second_step_sign_in.route("/app/staff/sign-in/code/", methods=["GET", "POST"])
@public
@limiter.limit("20/minute;200/hour", methods=["POST"])
def code() -> ResponseReturnValue:
    account = _known()
    if account is None:
        return redirect(url_for("security.login"))
    form = CodeForm()
    if form.validate_on_submit():
        if refusal := _refusal(account, form.code.data or ""):
            form.code.errors = [str(refusal)]
        else:
            leads_to = cookie.pop(KNOWN)["next"]
            return finish(account, leads_to, "password", "code")
    with current_office().database.reading() as session:
        keys = queries.passkeys(session, account.id)
    return render_template("second_step/code.html", form=form, has_passkey=bool(keys))


def is_proof(account: Account, typed: str) -> bool:
    """Whether this proves once more that it is the account's owner."""
    office = current_office()
    with office.database.writing() as session:
        return proves(session, account, typed, office.clock.now())


def _known() -> Account | None:
    """The account, while its password holds; not of whoever is signed in already."""
    known: dict[str, Any] = cookie.get(KNOWN) or {}
    is_over = known.get("until", 0) < real_now().timestamp()
    if is_over or "_user_id" in cookie:
        cookie.pop(KNOWN, None)
        return None
    query = select(Account).where(
        Account.fs_uniquifier == known["account"], Account.active
    )
    with current_office().database.reading() as session:
        return session.scalars(query).unique().one_or_none()


def _refusal(account: Account, typed: str) -> Any:
    """What is said to a code that is not taken; None where it is."""
    name = account.username
    if tries.is_slowed(name, tries.CODE):
        return SLOWED
    office = current_office()
    now = office.clock.now()
    with office.database.writing() as session:
        if proves(session, account, typed, now):
            tries.forget(name, tries.CODE)
            return None
    _note_failure(name, now)
    return WRONG


def _note_failure(name: str, now: datetime) -> None:
    tries.count(name, tries.CODE)
    address = request.remote_addr or ""
    with current_office().database.writing() as session:
        sign_ins.note_failure(session, "account.code-failure", name, address, now)


def finish(account: Account, leads_to: str, *by: str) -> Response:
    """Both steps were taken: the account is signed in, and led to where it was going."""
    login_user(account, authn_via=list(by))
    cookie[PASSED] = True
    home = current_app.config["SECURITY_POST_LOGIN_VIEW"]
    return redirect(own_page(leads_to) or home)
