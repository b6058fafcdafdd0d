"""/app/staff/sign-in/passkey/: signing in with a passkey, in place of password and code."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from sqlalchemy.orm import Session

from forms_app.base.access import public
from forms_app.base.accounts import sign_ins
from forms_app.base.accounts.models import Account
from forms_app.base.limits import limiter
from forms_app.base.office import current_office
from forms_app.base.second_step import queries
from forms_app.base.second_step.challenge import (
    new_challenge,
    site_of,
    taken_challenge,
)
from forms_app.base.second_step.forms import NOT_PROVED, PasskeyForm
from forms_app.base.second_step.models import Passkey
from forms_app.base.second_step.passkeys import asked_to_prove, named_in, uses_proved
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
        if account := _proved(form.answer.data or "", challenge):
            cookie.pop(KNOWN, None)
            return finish(account, leads_to, "passkey")
        form.answer.errors = [str(NOT_PROVED)]
    asked = asked_to_prove(site_of(current_office()), new_challenge(leads_to))
    return render_template("second_step/passkey.html", form=form, asked=asked)


def _proved(answer: str, challenge: bytes) -> Account | None:
    """The account of the passkey; None where the answer was not made with one that
    opens an account, or not now.
    """
    office = current_office()
    with office.database.writing() as session:
        key = queries.passkey(session, named_in(answer))
        account = session.get(Account, key.account_id) if key else None
        if key and account and account.active and challenge:
            uses = uses_proved(
                site_of(office), answer, challenge, key.public_key, key.uses
            )
            if uses is not None:
                _note_use(session, key, uses)
                return account
        name = account.username if account else ""
        now = office.clock.now()
        address = request.remote_addr or ""
        sign_ins.note_failure(session, "account.passkey-failure", name, address, now)
    return None


def _note_use(session: Session, key: Passkey, uses: int) -> None:
    now = current_office().clock.now()
    session.execute(
        update(Passkey).where(Passkey.id == key.id).values(uses=uses, used_at=now)
    )
