"""How Flask opens and saves the session of a browser."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin, session_json_serializer
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.sessions import store
from forms_app.base.sessions.browser import IN_COOKIE, LIMIT, BrowserSession
from forms_app.base.sessions.devices import device_of
from forms_app.base.sessions.rules import Limit

if TYPE_CHECKING:
    from forms_app.base.office import Office

IN_THE_COOKIE = "opens"  # under which it holds the secret


class Sessions(SessionInterface):
    """A signed cookie with what may be read in it, and a secret once something is kept
    under it.
    """

    def __init__(self, office: Office) -> None:
        self.database = office.database

    def open_session(self, app: Flask, asked: Request) -> BrowserSession:
        """Never fails: without the database it is one that is lost."""
        found = self._cookie(app, asked)
        secret = str(found.get(IN_THE_COOKIE, ""))
        browser = BrowserSession(
            {key: found[key] for key in found if key in IN_COOKIE}, secret
        )
        if secret:
            try:
                with self.database.reading() as database:
                    store.read(database, browser)
            except (Busy, DatabaseAway) as lost:
                browser.lost = lost
        return browser

    def _cookie(self, app: Flask, asked: Request) -> dict[str, Any]:
        signed = asked.cookies.get(self.get_cookie_name(app), "")
        longest = int(app.permanent_session_lifetime.total_seconds())
        try:
            found = serializer(app).loads(signed, max_age=longest)
        except BadSignature:
            return {}
        return found if isinstance(found, dict) else {}

    def save_session(
        self, app: Flask, browser: SessionMixin, response: Response
    ) -> None:
        """Raises:
        Busy, DatabaseAway: something was to be kept, and could not be.
        """
        assert isinstance(browser, BrowserSession)
        response.vary.add("Cookie")
        if browser.lost:
            return
        self._keep(browser)
        if browser.needs_cookie:
            self._set_cookie(app, browser, response)

    def _keep(self, browser: BrowserSession) -> None:
        if browser.has_changed:
            try:
                with self.database.writing() as database:
                    store.write(database, browser, _device())
            except (Busy, DatabaseAway) as lost:
                browser.lost = lost
                raise
        elif browser.is_due:
            # a page is no worse for it
            with (
                suppress(Busy, DatabaseAway),
                self.database.writing(waits=False) as database,
            ):
                store.write(database, browser, _device())

    def _set_cookie(
        self, app: Flask, browser: BrowserSession, response: Response
    ) -> None:
        where: dict[str, Any] = {
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }
        values = browser.in_cookie()
        if browser.row_id is not None:
            values[IN_THE_COOKIE] = browser.secret
        if not values:
            response.delete_cookie(self.get_cookie_name(app), **where)
            return
        expires = self.get_expiration_time(app, browser)
        signed = serializer(app).dumps(values)
        response.set_cookie(
            self.get_cookie_name(app), str(signed), expires=expires, **where
        )


def serializer(app: Flask) -> Any:
    return URLSafeTimedSerializer(
        app.secret_key or "",
        salt="session",
        serializer=session_json_serializer,
        signer_kwargs={"digest_method": hashlib.sha256},
    )


def keep(database: Session) -> None:
    """Keep the session of this request now, in a transaction that gives what it opens:
    both are there, or neither.
    """
    store.write(database, _own(), _device())


def begin_anew() -> None:
    """Whoever was signed in on this browser is out."""
    _own().begin_anew()


def limit_own(limit: Limit) -> None:
    """How long the session of this request lasts."""
    _own()[LIMIT] = [int(one.total_seconds()) for one in (limit.idle, limit.most)]


def own_row() -> int | None:
    """The row of the session that asks."""
    return _own().row_id


def is_kept() -> bool:
    """Whether somebody is known on this browser."""
    return bool(_own().kept())


def _own() -> BrowserSession:
    own: BrowserSession = session._get_current_object()  # type: ignore[attr-defined]
    return own


def _device() -> str:
    return device_of(request.headers.get("User-Agent", ""))


def init_app(app: Flask, office: Office) -> None:
    """Who asks is known before any page answers, but those for machines."""
    app.session_interface = Sessions(office)

    @app.before_request
    def _must_be_known() -> None:
        """Raises:
        Busy, DatabaseAway: who asks cannot be read now.
        """
        lost = _own().lost
        if lost and request.blueprint != "health":
            raise lost
