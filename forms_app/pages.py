"""What every page of the app shares: the theme's templates, the language, the words in the masthead.

The theme's base.html is the one layout of site and app; the app's own templates extend it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, g, request, session
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_app import catalogue
from forms_app.grid.queries import directory
from forms_app.office import Office

THEME = Path(__file__).parent.parent / "theme"
LANGUAGES = ("zh-Hans", "en")


def init_app(app: Flask, office: Office) -> None:
    loaders = [FileSystemLoader(THEME / "templates")]
    app.jinja_loader = ChoiceLoader([*loaders, app.jinja_loader] if app.jinja_loader else loaders)  # type: ignore[assignment]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    catalogue.install(app.jinja_env)
    if office.config.trusted_proxies:
        hops = office.config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    @app.before_request
    def _choose_language() -> None:
        asked = request.args.get("lang")
        if asked in LANGUAGES:
            session["lang"] = asked
        g.lang = session.get("lang", LANGUAGES[0])
        catalogue.set_language(g.lang)

    @app.context_processor
    def _shared() -> dict[str, Any]:
        lang = g.get("lang", LANGUAGES[0])
        return {
            "lang": lang,
            "actor": g.get("actor"),
            "now": office.clock.now(),
            "is_demo": office.clock.is_demo,
            "public_url": office.config.public_url,
            "communities": directory(office),
            "in_app": True,
        }
