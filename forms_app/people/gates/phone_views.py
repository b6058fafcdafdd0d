"""/app/gate/offline/: a keeper's pages on a phone without a network; their worker and
what it needs of the points.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.base.offline.shell import FRESH
from forms_app.people.gates import phone
from forms_app.people.gates.receiving import FORMS

gates_phone = Blueprint("gates_phone", __name__)
# stands where the phone puts the point that the address names
ANY_POINT = SimpleNamespace(slug="POINT", community=SimpleNamespace(phone=""))


@gates_phone.get("/app/gate/offline/")
@staff("keeper")
def offline() -> ResponseReturnValue:
    """The shell: the same for everybody, so that a phone may keep it."""
    forms: dict[str, Any] = {
        kind: form(None, data={"direction": "in"}, meta={"csrf": False})
        for kind, form in FORMS.items()
    }
    page = render_template("gates/offline.html", forms=forms, gate=ANY_POINT)
    return page, {"Cache-Control": "no-cache"}


@gates_phone.get("/app/gate/sw.js")
@staff("keeper")
def worker() -> ResponseReturnValue:
    return phone.PAGE.worker(url_for("gates_phone.offline"), url_for("gates.choose"))


@gates_phone.get("/app/gate/points.json")
@staff("keeper")
def today() -> ResponseReturnValue:
    office = current_office()
    found = phone.list_of_points(office, access.actor(), office.clock.now())
    return jsonify(found), FRESH
