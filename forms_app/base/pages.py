"""What every page of the app shares: the theme's templates, the language, who asks.

The theme's base.html is the one layout of site and app; the app's own templates extend
it.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request, session
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from forms_app import PROJECT
from forms_app.base import catalogue, dates, wording
from forms_app.base.access import VISITOR
from forms_app.base.app_theme import theme_files
from forms_app.base.catalogue import LANGUAGES
from forms_app.base.contentfile import look
from forms_app.base.notions import phone
from forms_app.base.office import Office
from forms_app.base.proxies import BehindProxies


class Number(IntegerConverter):
    """Numbers in addresses: what no table can hold is no page."""

    def __init__(self, url_map: Map, *args: Any, **given: Any) -> None:
        super().__init__(url_map, *args, **{"max": 2**31 - 1, **given})


def init_app(app: Flask, office: Office) -> None:
    """Every page has its templates, one look at the content files, and its language."""
    app.url_map.converters["int"] = Number
    _find_templates(app)
    if office.config.trusted_proxies:
        hops = office.config.trusted_proxies
        app.wsgi_app = BehindProxies(app.wsgi_app, hops)  # type: ignore[method-assign]

    app.before_request(look.begin)
    app.teardown_request(look.end)

    @app.before_request
    def _choose_language() -> None:
        asked = request.args.get("lang")
        if asked in LANGUAGES:
            session["lang"] = asked
        g.lang = session.get("lang", LANGUAGES[0])
        catalogue.set_language(g.lang)
        dates.set_year(office.clock.today().year)

    @app.teardown_request
    def _forget_language(_error: BaseException | None) -> None:
        # what runs on this thread next is nobody's request
        catalogue.set_language(catalogue.DEFAULT)
        dates.set_year(dates.NO_YEAR)

    @app.context_processor
    def _shared() -> dict[str, Any]:
        return {
            "lang": g.get("lang", LANGUAGES[0]),
            "actor": g.get("actor", VISITOR),
            "now": office.clock.now(),
        }


def _find_templates(app: Flask) -> None:
    """In the theme first, then in the folder of each feature."""
    folders = [
        PROJECT / "theme" / "templates",
        *sorted((PROJECT / "forms_app").glob("**/templates")),
    ]
    app.jinja_loader = ChoiceLoader([*map(FileSystemLoader, folders), app.jinja_loader])  # type: ignore[list-item]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    catalogue.install(app.jinja_env)
    wording.install(app.jinja_env)
    dates.install(app.jinja_env)
    app.jinja_env.filters["dial"] = phone.dial
    app.jinja_env.globals["theme"] = theme_files().address
