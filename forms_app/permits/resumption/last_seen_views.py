"""/app/my/offline/: without a network, the page of an enterprise as it was last seen.

The shell holds nothing of anybody. What was seen lies sealed on the phone, for a day and
until somebody signs out (theme/static/js/my.js).
"""

from __future__ import annotations

from pathlib import Path

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.offline import shell
from forms_app.permits.resumption.views import resumption

TEMPLATE = Path(__file__).parent / "templates" / "resumption" / "last_seen.html"
SCRIPTS = ("elements", "my", "page", "phone-kept", "queue", "sealed")
FILES = ("css/style.css", "img/icon.svg", *(f"js/{name}.js" for name in SCRIPTS))


@resumption.get("/app/my/offline/")
@public
def last_seen() -> ResponseReturnValue:
    page = render_template("resumption/last_seen.html", here="my")
    return page, {"Cache-Control": "no-cache"}


@resumption.get("/app/my/sw.js")
@public
def last_seen_worker() -> ResponseReturnValue:
    page = url_for("resumption.last_seen")
    return shell.worker("my", page, url_for("resumption.my"), FILES, (TEMPLATE,))
