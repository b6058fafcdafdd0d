"""Signing staff in: Flask-Security with our accounts, generic answers, and a lockout it
does not bring.

Never tells whether a name exists, and never how many tries are left.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask_login import current_user, user_logged_in
from flask_security import LoginForm, Security, SQLAlchemySessionUserDatastore
from flask_security.proxies import _security as app_security
from sqlalchemy import event, select, update
from sqlalchemy.orm import scoped_session, sessionmaker
from werkzeug.wrappers import Response
from wtforms import HiddenField

from forms_app.base.access import SYSTEM, Actor, Role, access_of
from forms_app.base.accounts import operations
from forms_app.base.accounts.models import Account, AccountRole, sign_in_failed
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required
from forms_app.base.office import Office, current_office

WRONG = _l("账号或密码不对。连续输错多次后，账号会停用一刻钟。")

# pages of staff that open before a one-time password is changed
WITH_ANY_PASSWORD = {
    "accounts.password",
    "accounts.keeper_password",
    "security.logout",
}

SETTINGS: dict[str, Any] = {
    "SECURITY_URL_PREFIX": "/app/staff",
    "SECURITY_LOGIN_URL": "/sign-in/",
    "SECURITY_LOGOUT_URL": "/sign-out/",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "SECURITY_POST_LOGIN_VIEW": "/app/staff/",
    "SECURITY_POST_LOGOUT_VIEW": "/app/staff/sign-in/",
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": lambda name: name}}],
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_LENGTH_MIN": 10,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_REDIRECT_VALIDATE_MODE": "regex",
    # accounts have commands of our own
    "SECURITY_CLI_ROLES_NAME": "",
    "SECURITY_CLI_USERS_NAME": "",
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (WRONG, "error"),
    "SECURITY_MSG_USERNAME_NOT_PROVIDED": (_l("请填写账号。"), "error"),
    "SECURITY_MSG_PASSWORD_NOT_PROVIDED": (_l("请填写密码。"), "error"),
}


class SignInForm(LoginForm):
    """Account name and password; accounts are posts and have no e-mail address."""

    email = HiddenField()  # the library looks at it; nobody fills it in
    username = Line(_l("账号"), [Required(_l("请填写账号。"), 60)])

    def validate(self, **kwargs: Any) -> bool:
        self.ifield = self.username
        self.user = (
            app_security.datastore.find_user(username=self.username.data)
            if self.username.data
            else None
        )
        return bool(super().validate(**kwargs))


def init_app(app: Flask, office: Office) -> None:
    """Give `app` staff sign-in over the office's accounts."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    app.config.setdefault(
        "SECURITY_PASSWORD_SALT", office.keys.digest("cookies", "password-salt")
    )
    # Sign-in only reads; what it must write goes through Database.writing below.
    database = office.database
    sessions = sessionmaker(database.engine.execution_options(reads_only=True))
    event.listen(
        sessions,
        "after_begin",
        lambda _session, _transaction, connection: database.look_once(connection),
    )
    reader = scoped_session(sessions)
    Security(
        app,
        SQLAlchemySessionUserDatastore(reader, Account, AccountRole),
        login_form=SignInForm,
    )

    @app.teardown_appcontext
    def _remove(_error: BaseException | None) -> None:
        reader.remove()

    app.before_request(_lead_to_a_new_password)
    sign_in_failed.connect(count_failure)
    user_logged_in.connect(_signed_in, app)


def load_actor() -> Actor | None:
    """The actor of the staff account signed in on this request, if any."""
    if "_user_id" not in cookie:
        # nobody: without asking the database, so that public pages do without it
        return None
    return current_user.actor if current_user.is_authenticated else None


def count_failure(username: str) -> None:
    office = current_office()
    with office.database.writing() as session:
        account = session.scalar(select(Account).where(Account.username == username))
        if account is None:
            return
        account.failures += 1
        if account.failures >= operations.FAILURES_ALLOWED:
            operations.lock_out(session, account, actor=SYSTEM, now=office.clock.now())


def _signed_in(_app: Flask, user: Account) -> None:
    """Keep when an account was used last, and forget wrong passwords before that."""
    g.pop("actor", None)
    office = current_office()
    with office.database.writing() as session:
        session.execute(
            update(Account)
            .where(Account.id == user.id)
            .values(failures=0, locked_until=None, last_sign_in=office.clock.now())
        )


def _lead_to_a_new_password() -> Response | None:
    """Whoever signs in with a password that somebody else made opens no other page of
    staff before it is changed.
    """
    declared = access_of(current_app, request.endpoint or "")
    if declared is None or declared.to != "staff" or "_user_id" not in cookie:
        return None
    if request.endpoint in WITH_ANY_PASSWORD:
        return None
    if not (current_user.is_authenticated and current_user.must_change):
        return None
    is_keeper = current_user.actor.role is Role.KEEPER
    page = "accounts.keeper_password" if is_keeper else "accounts.password"
    return redirect(url_for(page))
