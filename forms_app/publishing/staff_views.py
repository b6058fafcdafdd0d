"""/app/staff/publishing/: faults, held removals, releases, and whether the publisher
works.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.accounts.confirmation import ask_again
from forms_app.base.contentfile.faults import Fault
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import current_office
from forms_app.publishing import labels, operations
from forms_app.publishing.intake.removals import HELD
from forms_app.publishing.intake.waiting import waiting_in
from forms_app.publishing.release.site import Site
from forms_app.publishing.removals import held_removals
from forms_app.publishing.service import selfcheck

publishing = Blueprint("publishing", __name__)


@publishing.get("/app/staff/publishing/")
@staff("reviewer", "office")
def status() -> ResponseReturnValue:
    office = current_office()
    site = Site(office.site)
    with office.database.reading() as session:
        held = held_removals(office, session, access.actor())
    values: dict[str, Any] = {
        "faults": [
            Fault.from_dict(saved)
            for saved in read_json(office.data / "faults.json") or []
        ],
        "waiting": waiting_in(office.data),
        "held": held,
        "releases": site.log.newest(),
        "failure": read_json(office.data / "build-failure.json"),
        "pinned": (site.pinned() or {}).get("number"),
        "check": read_json(office.data / "self-check.json"),
        "listed": selfcheck.SHOWN,
        "form": FlaskForm(),
        "words": labels,
    }
    return render_template("publishing/status.html", **values)


@publishing.post("/app/staff/publishing/removals/<campaign>/<community>/")
@staff("reviewer", "office")
def confirm_removals(campaign: str, community: str) -> ResponseReturnValue:
    if asked := ask_again(url_for("publishing.status")):
        return asked
    office = current_office()
    area = f"{campaign}/{community}"
    if not (access.actor().role == "admin" or community in access.actor().communities):
        abort(404)
    keys = read_json(office.accepted / HELD).get(area) or abort(404)
    with office.database.writing() as session:
        by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
        operations.confirm_removals(session, office, area, keys, **by)
    return redirect(url_for("publishing.status"))
