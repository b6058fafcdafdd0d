"""Signing staff in: Flask-Security with our accounts, generic answers, and limits it
does not bring.

Never tells whether a name exists, and never how many tries are left.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask_login import current_user, user_logged_in, user_logged_out
from flask_security import LoginForm, Security, SQLAlchemySessionUserDatastore, views
from flask_security.proxies import _security as app_security
from flask_security.tf_plugin import TfPlugin
from sqlalchemy import event, update
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from werkzeug.wrappers import Response
from wtforms import HiddenField

from forms_app.base.access import Actor, Role, access_of
from forms_app.base.accounts import known_device, sign_ins, tries
from forms_app.base.accounts.confirmation import note_confirmed
from forms_app.base.accounts.models import Account, AccountRole
from forms_app.base.accounts.queries import account_named
from forms_app.base.accounts.rule_file import rules_now
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.fields import Line, Required
from forms_app.base.limits import limiter
from forms_app.base.office import Office, current_office
from forms_app.base.sessions.interface import begin_anew, limit_own
from forms_app.base.ways import own_page

WRONG = _l("账号或密码不对。连续输错多次后，请过一刻钟再试，或请管理员放行。")

# pages of staff that open before a one-time password is changed
WITH_ANY_PASSWORD = {
    "own_account.password",
    "own_account.keeper_password",
    "security.logout",
}

# The library's own routes. A morning of an office, or all that one address may guess.
LIMITED = {
    "security.login": limiter.limit(
        "20/minute;200/hour", methods=["POST"], key_func=tries.place
    )(views.login),
    "security.logout": limiter.limit("60/minute")(views.logout),
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
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SESSION_PROTECTION": None,  # by a hash of the address, which changes on a phone
    # as a header is written: the library's own says "no-store=True"
    "SECURITY_CACHE_CONTROL": {"no-store": None},
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
    remember = None  # a token that opens the pages for a year: not offered, not given
    username = Line(_l("账号"), [Required(_l("请填写账号。"), 60)])

    def validate(self, **kwargs: Any) -> bool:
        """The same answer, after the same time, for a wrong password, for a name that
        nobody has, and where wrong ones were typed too often.
        """
        name = self.username.data or ""
        self.ifield = self.username
        self.user = app_security.datastore.find_user(username=name) if name else None
        fits = bool(super().validate(**kwargs))
        if not (name and self.password.data):
            return False
        if fits and not tries.is_slowed(name):
            return True
        self.username.errors = [WRONG]
        _count_failure(name)
        return False


class FurtherSteps(TfPlugin):
    """The library asks it after the right password: what has a further step in the slot
    of signing in goes on there.
    """

    def tf_enter(
        self,
        user: Any,
        remember_me: bool | None,
        primary_authn_via: str,
        next_loc: str | None,
    ) -> Response | None:
        leads_to = own_page(request.form.get("next", ""))
        ways = [way for way in facts("sign-in", user, leads_to) if way]
        return redirect(ways[0]) if ways else None


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
    security = Security(
        app,
        SQLAlchemySessionUserDatastore(reader, Account, AccountRole),
        login_form=SignInForm,
    )
    security.two_factor_plugins = FurtherSteps()

    @app.teardown_appcontext
    def _remove(_error: BaseException | None) -> None:
        reader.remove()

    app.view_functions.update(LIMITED)
    # the library's own takes a token out of headers, addresses and JSON
    vars(app)["login_manager"].request_loader(_nobody_by_token)
    app.before_request(_lead_to_a_new_password)
    user_logged_in.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)


def _nobody_by_token(_request: object) -> None:
    """Nobody is known but by a session."""


def load_actor() -> Actor | None:
    """The actor of the staff account signed in on this request, if any."""
    if "_user_id" not in cookie:
        # nobody: without asking the database, so that public pages do without it
        return None
    return current_user.actor if current_user.is_authenticated else None


def signed_in_account(session: Session) -> Account:
    """Of whoever is signed in, in a transaction."""
    return session.get_one(Account, current_user.id)


def _count_failure(username: str) -> None:
    office = current_office()
    is_last = tries.count(username)
    with office.database.writing() as session:
        sign_ins.note_failure(
            session,
            # after the last one none is taken from there for a while
            "account.slow" if is_last else "account.failure",
            username if account_named(session, username) else "",
            _address(),
            office.clock.now(),
        )


def _signed_in(_app: Flask, user: Account) -> None:
    """Keep when an account was used last and on which device, and forget wrong
    passwords before that.
    """
    g.pop("actor", None)
    office = current_office()
    now = office.clock.now()
    with office.database.writing() as session:
        session.execute(
            update(Account).where(Account.id == user.id).values(last_sign_in=now)
        )
        _note(session, "account.sign-in", user)
    cookie["account"] = user.username
    limit = rules_now(office).session_limit(user.post.role)
    limit_own(limit.within(user.until - now) if user.until else limit)
    note_confirmed()
    cookie.pop("_id", None)  # that hash
    tries.forget(user.username)
    known_device.remember(user.username)


def _signed_out(_app: Flask, user: Account) -> None:
    """Nothing that this browser was known by outlives it."""
    with current_office().database.writing() as session:
        _note(session, "account.sign-out", user)
    begin_anew()


def _note(session: Session, action: str, user: Account) -> None:
    by: dict[str, Any] = {"actor": user.actor, "now": current_office().clock.now()}
    sign_ins.note(session, action, user.username, _address(), **by)


def _address() -> str:
    return request.remote_addr or ""


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
    page = "own_account.keeper_password" if is_keeper else "own_account.password"
    return redirect(url_for(page))
