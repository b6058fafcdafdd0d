"""/app/staff/accounts/ and /app/staff/password/: opening and closing accounts, one's
own password.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security.utils import verify_password
from sqlalchemy import select

from forms_app.base import access, slips
from forms_app.base.access import Role, staff
from forms_app.base.accounts import operations
from forms_app.base.accounts.forms import ROLES, AccountForm, PasswordForm
from forms_app.base.accounts.models import Account
from forms_app.base.feature import the_one
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused

accounts = Blueprint("accounts", __name__)


@accounts.route("/app/staff/accounts/", methods=["GET", "POST"])
@staff("admin")
def list_accounts() -> ResponseReturnValue:
    office = current_office()
    form = AccountForm()
    form.offer(the_one("scopes")(office))
    if form.validate_on_submit():
        password = secrets.token_urlsafe(12)
        scope: dict[str, Any] = {
            name: form[name].data or [] for name in ("communities", "grids", "points")
        }
        by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
        try:
            with office.database.writing() as session:
                operations.open_account(
                    session,
                    form.username.data,
                    password,
                    Role(form.role.data),
                    **scope,
                    **by,
                )
        except Refused as refused:
            form.username.errors = [str(refused)]
        else:
            return slips.hand_over(slips.PASSWORD, form.username.data, password)
    with office.database.reading() as session:
        found = list(
            session.scalars(select(Account).order_by(Account.username)).unique()
        )
    opened = _first_passwords(found)
    return render_template(
        "accounts/list.html", found=found, form=form, opened=opened, roles=ROLES
    )


def _first_passwords(found: list[Account]) -> list[slips.Slip]:
    """Those that wait to be noted and were not changed meanwhile, the newest first."""
    accounts = {account.username: account for account in found if account.active}
    names = [name for name in slips.records(slips.PASSWORD) if name in accounts]
    fits = {
        name: partial(verify_password, password_hash=accounts[name].password)
        for name in names
    }
    read = [slips.read(slips.PASSWORD, name, fits[name]) for name in names]
    return [slip for slip in read if slip]


@accounts.route("/app/staff/accounts/<int:account_id>/close/", methods=["GET", "POST"])
@staff("admin")
def close(account_id: int) -> ResponseReturnValue:
    office = current_office()
    form = ConfirmForm()
    with office.database.reading() as session:
        account = session.get(Account, account_id) or abort(404)
    if not form.validate_on_submit():
        return render_template("accounts/close.html", account=account, form=form)
    with office.database.writing() as session:
        account = session.get(Account, account_id) or abort(404)
        operations.close_account(
            session, account, actor=access.actor(), now=office.clock.now()
        )
    return redirect(url_for("accounts.list_accounts"))


@accounts.route("/app/staff/password/", methods=["GET", "POST"])
@staff()
def password() -> ResponseReturnValue:
    office = current_office()
    form = PasswordForm()
    if not (form.validate_on_submit() and form.check(current_user.password)):
        return render_template("accounts/password.html", form=form)
    with office.database.writing() as session:
        account = session.get(Account, current_user.id) or abort(404)
        operations.set_password(
            session,
            account,
            form.new.data or "",
            actor=access.actor(),
            now=office.clock.now(),
        )
    return redirect(url_for("security.login"))


@accounts.route("/app/gate/password/", methods=["GET", "POST"])
@staff("keeper")
def keeper_password() -> ResponseReturnValue:
    """The same page among the few that a keeper may open."""
    return password()
