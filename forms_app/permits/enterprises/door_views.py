"""/app/door/sw.js: what keeps the page of a door on the phone that opened it.

Without a network that copy is shown as one that nobody can check
(theme/static/js/door-worker.js). The page itself is public and static; this holds no
data.
"""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.offline import shell

doors = Blueprint("doors", __name__)

FILES = ("css/style.css", "img/icon.svg", "js/door.js", "js/page.js")


@doors.get("/app/door/sw.js")
@public
def worker() -> ResponseReturnValue:
    return shell.worker("door", "", "/enterprises/", FILES, script="door-worker")
