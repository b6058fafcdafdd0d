"""Making the app of one office out of its features."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect

from forms_app import cli
from forms_app.base import (
    access,
    caching,
    errors,
    feature,
    health,
    limits,
    logs,
    pages,
    purpose_views,
    read_log,
    sent_json,
    slips,
)
from forms_app.base.accounts import known_device, sign_in
from forms_app.base.body import CountedRequest
from forms_app.base.feature import Feature
from forms_app.base.office import Office
from forms_app.base.sessions import interface as sessions
from forms_app.features import FEATURES


def make_app(
    office: Office | None = None, features: tuple[Feature, ...] | None = None
) -> Flask:
    """As create_app says."""
    app = Flask("forms_app", static_folder=None)
    app.request_class = CountedRequest
    opened = office or cli.open_office()
    if isinstance(opened, str):
        app.cli = cli.WithoutOffice(opened)
        return app
    office = opened
    log = logs.configure()
    app.extensions["kaigong"] = office
    app.config.update(settings_of(office))
    limits.sizes(app)
    sent_json.init_app(app)
    logs.init_app(app, log)
    pages.init_app(app, office)
    sessions.init_app(app, office)
    access.know(app, sign_in.load_actor)
    CSRFProtect(app)  # what it refuses is told in the words and on the page of who asks
    limits.init_app(app, office)
    app.register_blueprint(health.health)
    app.register_blueprint(slips.slips)
    app.register_blueprint(purpose_views.purposes)
    read_log.init_app(app, office)
    sign_in.init_app(app, office)
    feature.init_app(app, office, FEATURES if features is None else features)
    cli.init_app(app)
    access.guard(app)
    caching.init_app(app)
    errors.init_app(app, log)
    return app


def cookie_name(name: str, office: Office) -> str:
    """On https one that no other host and no page without encryption can set."""
    return f"__Host-{name}" if office.config.is_https else name


def settings_of(office: Office) -> dict[str, Any]:
    """Flask's settings: cookies, and how much may be sent."""
    return {
        # not "secret-key": what was signed with that holds what it opens in itself
        "SECRET_KEY": office.keys.digest("cookies", "signature"),
        "SESSION_COOKIE_NAME": cookie_name("kaigong", office),
        "TRUSTED_HOSTS": office.config.trusted_hosts,
        known_device.SETTING: cookie_name("kaigong-device", office),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": office.config.is_https,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "MAX_CONTENT_LENGTH": 512 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        # a form may stay open all day; its token ends with the session
        "WTF_CSRF_TIME_LIMIT": None,
    }
