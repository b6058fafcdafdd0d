"""/app/second-step/passkeys/: one's own passkeys: one more, one less."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms_app.base import slips
from forms_app.base.access import Role, actor, staff
from forms_app.base.accounts.confirmation import ask_again, confirmed
from forms_app.base.accounts.sign_in import signed_in_account
from forms_app.base.keys import keyring
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.base.second_step import passkey_operations, queries
from forms_app.base.second_step.challenge import (
    new_challenge,
    site_of,
    taken_challenge,
)
from forms_app.base.second_step.forms import NOT_PROVED, PasskeyForm
from forms_app.base.second_step.passkeys import NewKey, asked_to_make, made
from forms_app.base.second_step.recovery import new_seed
from forms_app.base.second_step.sign_in_views import PASSED
from forms_app.base.sessions.devices import device_of
from forms_app.base.sessions.interface import own_row
from forms_app.base.sessions.store import end_others

passkeys = Blueprint("passkeys", __name__, template_folder="templates")


@passkeys.route("/app/second-step/passkeys/new/", methods=["GET", "POST"])
@staff(*Role)
@confirmed
def add() -> ResponseReturnValue:
    form = PasskeyForm()
    if form.validate_on_submit():
        challenge, _leads_to = taken_challenge()
        key = made(site_of(current_office()), form.answer.data or "", challenge)
        try:
            if key and challenge:
                return _kept(key)
            form.answer.errors = [str(NOT_PROVED)]
        except Refused as refused:
            form.answer.errors = [str(refused)]
    return render_template("second_step/add_passkey.html", form=form, asked=_asked())


def _asked() -> str:
    with current_office().database.reading() as session:
        keys = queries.passkeys(session, current_user.id)
    owner = bytes.fromhex(keyring().digest("index", "passkey", actor().id))
    known = [key.credential for key in keys]
    site = site_of(current_office())
    return asked_to_make(site, actor().id, owner, new_challenge(), known)


def _kept(key: NewKey) -> ResponseReturnValue:
    """With the first of all, whoever else is signed in with this account is out."""
    seed = new_seed()
    device = device_of(request.headers.get("User-Agent", ""))
    with current_office().database.writing() as session:
        account = signed_in_account(session)
        had_codes = queries.codes_left(session, account.id)
        is_first = not queries.has_second_step(session, account.id)
        passkey_operations.add_passkey(session, account, key, device, seed, **by_whom())
        if is_first:
            end_others(session, actor(), own_row())
    cookie[PASSED] = True
    if had_codes:
        return redirect(url_for("second_step.own"), 303)
    return slips.hand_over(slips.RECOVERY, actor().id, seed)


@passkeys.post("/app/second-step/passkeys/<int:passkey_id>/remove/")
@staff(*Role)
def remove(passkey_id: int) -> ResponseReturnValue:
    if asked := ask_again(url_for("second_step.own")):
        return asked
    with current_office().database.writing() as session:
        account = signed_in_account(session)
        mine = {key.id: key for key in queries.passkeys(session, account.id)}
        key = mine.get(passkey_id) or abort(404)
        passkey_operations.remove_passkey(session, account, key, **by_whom())
        if not queries.has_second_step(session, account.id):
            cookie.pop(PASSED, None)
    return redirect(url_for("second_step.own"), 303)
