"""Kaigong's app: applications and registrations, review, checks at the door, and the
office's pages.

Everything under /app/. The public site does not need it: WhiteNoise serves that from
the last release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from forms_app.base.feature import Feature
    from forms_app.base.office import Office

PROJECT = Path(__file__).parent.parent


def create_app(
    office: Office | None = None, features: tuple[Feature, ...] | None = None
) -> Flask:
    """The app of one office, with these features; without any named, with all.

    Does not need the database to be there: pages that do say so themselves. Where no
    office is given and that of the environment cannot be opened, the app has nothing
    but the commands that need none.
    """
    # Imported here, so that the publisher and the server of the public pages, which are
    # of this package, start at once.
    from datetime import timedelta

    from flask import Flask
    from flask_wtf import CSRFProtect

    from forms_app import cli
    from forms_app.base import (
        access,
        errors,
        feature,
        health,
        limits,
        logs,
        pages,
        slips,
    )
    from forms_app.base.accounts import sign_in
    from forms_app.features import FEATURES

    app = Flask(__name__, static_folder=None)
    opened = office or cli.open_office()
    if isinstance(opened, str):
        app.cli = cli.WithoutOffice(opened)
        return app
    office = opened
    log = logs.configure()
    app.extensions["kaigong"] = office
    app.config.update(
        SECRET_KEY=office.keys.digest("cookies", "secret-key"),
        SESSION_COOKIE_NAME="kaigong",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=office.config.is_https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=512 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        # a form may stay open all day; its token ends with the session
        WTF_CSRF_TIME_LIMIT=None,
    )
    limits.sizes(app)
    CSRFProtect(app)
    logs.init_app(app, log)
    limits.init_app(app, office)
    pages.init_app(app, office)
    app.register_blueprint(health.health)
    app.register_blueprint(slips.slips)
    sign_in.init_app(app, office)
    feature.init_app(app, office, FEATURES if features is None else features)
    cli.init_app(app)
    access.guard(app, sign_in.load_actor)
    errors.init_app(app, log)
    return app
