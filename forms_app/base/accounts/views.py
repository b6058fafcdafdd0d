"""/app/staff/accounts/: opening accounts, what they are for, closing them, resetting
their passwords, signing them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import verify_password
from sqlalchemy.orm import Session

from forms_app.base import audit, slips
from forms_app.base.access import Actor, staff
from forms_app.base.accounts import operations, queries, sign_ins, tries
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.accounts.forms import AccountForm, PostForm
from forms_app.base.accounts.labels import QUESTIONS, SIGN_INS, Ask, steps
from forms_app.base.accounts.models import Account
from forms_app.base.accounts.password import one_time_password
from forms_app.base.accounts.post import ROLES, Scopes
from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import the_one
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.base.sessions.queries import of_owner

accounts = Blueprint("accounts", __name__)


def _scopes() -> Scopes:
    found: Scopes = the_one("scopes")(current_office())
    return found


def _find(session: Session, account_id: int) -> Account:
    """One that lasts; those for a day have pages of their own."""
    found = session.get(Account, account_id)
    return found if found and not found.until else abort(404)


@accounts.get("/app/staff/accounts/")
@staff("admin")
def list_accounts() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = queries.every_account(session)
    waiting = _one_time_passwords(found)
    return render_template(
        "accounts/list.html", found=found, waiting=waiting, **_words()
    )


def _words() -> dict[str, Any]:
    return {"scopes": _scopes(), "roles": ROLES}


def _one_time_passwords(found: Iterable[Account]) -> list[slips.Slip]:
    """Those that wait to be noted and were not changed meanwhile, the newest first."""
    accounts = {account.username: account for account in found if account.active}
    names = [name for name in slips.records(slips.PASSWORD) if name in accounts]
    fits = {
        name: partial(verify_password, password_hash=accounts[name].password)
        for name in names
    }
    read = [slips.read(slips.PASSWORD, name, fits[name]) for name in names]
    return [slip for slip in read if slip]


@accounts.route("/app/staff/accounts/new/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def open_account() -> ResponseReturnValue:
    form = AccountForm()
    form.offer(_scopes())
    if form.validate_on_submit():
        password = one_time_password()
        try:
            with current_office().database.writing() as session:
                operations.open_account(
                    session,
                    form.username.data,
                    password,
                    form.post(),
                    name=form.name.data,
                    must_change=True,
                    **by_whom(),
                )
        except Refused as refused:
            form.username.errors = [str(refused)]
        else:
            return slips.hand_over(slips.PASSWORD, form.username.data, password)
    return render_template("accounts/new.html", form=form)


@accounts.route("/app/staff/accounts/<int:account_id>/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def one(account_id: int) -> ResponseReturnValue:
    database = current_office().database
    with database.reading() as session:
        account = _find(session, account_id)
        history = audit.history(session, account.username)
        signed_in = of_owner(session, Actor("staff", account.username))
        tried = sign_ins.recent(session, account.username, current_office().clock.now())
    form = PostForm.of(account, _scopes())
    if form.validate_on_submit():
        try:
            with database.writing() as session:
                operations.change_account(
                    session,
                    _find(session, account_id),
                    form.name.data,
                    form.post(),
                    **by_whom(),
                )
        except Refused as refused:
            form.role.errors = [str(refused)]
        else:
            flash(_("改好了，马上生效。"))
            return redirect(url_for("accounts.list_accounts"))
    return render_template(
        "accounts/one.html",
        account=account,
        form=form,
        history=steps(history),
        devices=signed_in,
        sign_ins=tried,
        labels=SIGN_INS,
        is_slowed=tries.is_slowed_anywhere(account.username),
        **_words(),
    )


def _confirmed(
    account_id: int, ask: Ask, change: Callable[[Session, Account], str]
) -> ResponseReturnValue:
    """Ask first, then change; to the password that was made, where one was."""
    form = ConfirmForm()
    with current_office().database.reading() as session:
        account = _find(session, account_id)
    if not form.validate_on_submit():
        return render_template(
            "accounts/confirm.html", account=account, form=form, ask=ask
        )
    with current_office().database.writing() as session:
        password = change(session, _find(session, account_id))
    if password:
        return slips.hand_over(slips.PASSWORD, account.username, password)
    return redirect(url_for("accounts.list_accounts"))


@accounts.route("/app/staff/accounts/<int:account_id>/close/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def close(account_id: int) -> ResponseReturnValue:
    def change(session: Session, account: Account) -> str:
        operations.close_account(session, account, **by_whom())
        return ""

    return _confirmed(account_id, QUESTIONS["close"], change)


@accounts.route("/app/staff/accounts/<int:account_id>/reopen/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def reopen(account_id: int) -> ResponseReturnValue:
    def change(session: Session, account: Account) -> str:
        password = one_time_password()
        operations.reopen_account(session, account, password, **by_whom())
        return password

    return _confirmed(account_id, QUESTIONS["reopen"], change)


@accounts.route("/app/staff/accounts/<int:account_id>/reset/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def reset(account_id: int) -> ResponseReturnValue:
    def change(session: Session, account: Account) -> str:
        password = one_time_password()
        operations.reset_password(session, account, password, **by_whom())
        return password

    return _confirmed(account_id, QUESTIONS["reset"], change)


@accounts.route(
    "/app/staff/accounts/<int:account_id>/sign-out/", methods=["GET", "POST"]
)
@staff("admin")
@confirmed
def sign_out(account_id: int) -> ResponseReturnValue:
    def change(session: Session, account: Account) -> str:
        operations.sign_out_everywhere(session, account, **by_whom())
        return ""

    return _confirmed(account_id, QUESTIONS["sign-out"], change)


@accounts.route("/app/staff/accounts/<int:account_id>/unlock/", methods=["GET", "POST"])
@staff("admin")
@confirmed
def unlock(account_id: int) -> ResponseReturnValue:
    def change(session: Session, account: Account) -> str:
        operations.unlock(session, account, **by_whom())
        return ""

    return _confirmed(account_id, QUESTIONS["unlock"], change)
