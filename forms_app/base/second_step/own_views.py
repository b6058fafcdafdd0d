"""/app/second-step/: one's own second step: setting it up, its recovery codes,
giving it up.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from forms_app.base import slips
from forms_app.base.access import Role, actor, staff
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.sign_in import signed_in_account
from forms_app.base.catalogue import language
from forms_app.base.clock import real_now
from forms_app.base.office import by_whom, current_office
from forms_app.base.profile import profile_in
from forms_app.base.qr import qr_of
from forms_app.base.second_step import operations, queries
from forms_app.base.second_step.authenticator import (
    address_of,
    new_secret,
    period_shown,
)
from forms_app.base.second_step.forms import WRONG, AppCodeForm, CodeForm
from forms_app.base.second_step.proof import proves
from forms_app.base.second_step.recovery import codes_of, new_seed
from forms_app.base.second_step.sign_in_views import PASSED
from forms_app.base.sessions.interface import own_row
from forms_app.base.sessions.store import end_others

second_step = Blueprint("second_step", __name__, template_folder="templates")
SECRET = "new_authenticator"  # until a code of it was typed  # noqa: S105


@second_step.get("/app/second-step/")
@staff(*Role)
def own() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        kept = queries.authenticator(session, current_user.id)
        keys = queries.passkeys(session, current_user.id)
        left = queries.codes_left(session, current_user.id)
    return render_template(
        "second_step/own.html",
        kept=kept,
        keys=keys,
        left=left,
        is_required=actor().role in queries.required(office),
        is_demo=office.clock.is_demo,
    )


@second_step.route("/app/second-step/set-up/", methods=["GET", "POST"])
@staff(*Role)
@confirmed
def set_up() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        if queries.authenticator(session, current_user.id):
            return redirect(url_for("second_step.own"), 303)
    secret: str = cookie.setdefault(SECRET, new_secret())
    form = AppCodeForm()
    if form.validate_on_submit():
        typed = "".join((form.code.data or "").split())
        if period := period_shown(secret, typed, real_now()):
            return _begin(secret, period)
        form.code.errors = [str(WRONG)]
    return render_template(
        "second_step/set_up.html",
        form=form,
        is_required=actor().role in queries.required(office),
        **_shown(secret),
    )


def _shown(secret: str) -> dict[str, Any]:
    profile = profile_in(current_office().accepted)
    name = profile.name_en if language() == "en" else profile.name
    address = address_of(secret, actor().id, name)
    fours = range(0, len(secret), 4)
    grouped = " ".join(secret[first : first + 4] for first in fours)
    return {
        "secret": secret,
        "grouped": grouped,
        "address": address,
        "qr": qr_of(address),
    }


def _begin(secret: str, period: int) -> ResponseReturnValue:
    """Whoever else is signed in with this account is out: the password was enough."""
    seed = new_seed()
    with current_office().database.writing() as session:
        account = signed_in_account(session)
        had_codes = queries.codes_left(session, account.id)
        operations.set_up(session, account, secret, period, seed, **by_whom())
        end_others(session, actor(), own_row())
    cookie.pop(SECRET)
    cookie[PASSED] = True
    if had_codes:
        return redirect(url_for("second_step.own"), 303)
    return slips.hand_over(slips.RECOVERY, actor().id, seed)


@second_step.get("/app/second-step/codes/")
@staff(*Role)
def codes() -> ResponseReturnValue:
    """The recovery codes that were just made, until they are noted."""
    username = actor().id
    with current_office().database.reading() as session:
        slip = slips.read(
            slips.RECOVERY,
            username,
            lambda seed: queries.opens(session, current_user.id, username, seed),
        )
    if slip is None:
        return redirect(url_for("second_step.own"))
    made = codes_of(slip.secret, username)
    return render_template("second_step/codes.html", slip=slip, codes=made)


@second_step.route("/app/second-step/codes/new/", methods=["GET", "POST"])
@staff(*Role)
@confirmed
def renew() -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        seed = new_seed()
        with current_office().database.writing() as session:
            account = signed_in_account(session)
            if _is_proved(session, account, form):
                operations.renew_codes(session, account, seed, **by_whom())
                return slips.hand_over(slips.RECOVERY, account.username, seed)
    return render_template("second_step/renew.html", form=form)


@second_step.route("/app/second-step/off/", methods=["GET", "POST"])
@staff(*Role)
@confirmed
def give_up() -> ResponseReturnValue:
    """Where the rule asks for it, it can only be set up anew: on another phone."""
    form = CodeForm()
    if form.validate_on_submit():
        with current_office().database.writing() as session:
            account = signed_in_account(session)
            if _is_proved(session, account, form):
                operations.give_up(session, account, **by_whom())
                if not queries.has_second_step(session, account.id):
                    cookie.pop(PASSED, None)
                return redirect(url_for("second_step.own"), 303)
    return render_template(
        "second_step/off.html", form=form, is_required=_is_all_there_is()
    )


def _is_all_there_is() -> bool:
    """Whether another phone has to be set up before anything else can be opened."""
    office = current_office()
    if actor().role not in queries.required(office):
        return False
    with office.database.reading() as session:
        return not queries.passkeys(session, current_user.id)


def _is_proved(session: Session, account: Account, form: CodeForm) -> bool:
    """Puts the error beside the field."""
    now = current_office().clock.now()
    is_right = proves(session, account, form.code.data or "", now)
    if not is_right:
        form.code.errors = [str(WRONG)]
    return is_right
