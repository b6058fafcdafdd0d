"""/app/staff/register/: staff register an enterprise at the door, on one page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base import access, catalogue
from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.base.profile import local_places
from forms_app.permits.enterprises import operations, queries
from forms_app.permits.enterprises.forms import DoorForm
from forms_app.permits.enterprises.views import details_of
from forms_app.permits.grid.queries import directory, rule

register_at_door = Blueprint("register_at_door", __name__)


@register_at_door.route("/app/staff/register/", methods=["GET", "POST"])
@staff()
def new() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    communities = directory(office)
    today = office.clock.today()
    form = DoorForm()
    form.offer(rule(office, "trades", today), catalogue.language())
    form.offer_grids(communities, actor)
    if not form.validate_on_submit():
        return render_template("enterprises/at_door.html", form=form, doubles=[])
    identity: dict[str, Any] = {
        "name": form.name.data,
        "code": form.code.data or None,
        "address": form.address.data,
        "places": local_places(office),
    }
    with office.database.reading() as database:
        doubles = (
            []
            if "anyway" in request.form
            else queries.likely_doubles(database, **identity)
        )
    if doubles:
        return render_template("enterprises/at_door.html", form=form, doubles=doubles)
    community = next(c for c in communities.values() if c.grid(form.grid.data))
    notice = rule(office, "privacy-notice", today)
    with office.database.writing() as database:
        enterprise, code = operations.register(
            database,
            community,
            details_of(form.data),
            channel="door",
            consent=notice.version if notice else "",
            places=identity["places"],
            actor=actor,
            now=office.clock.now(),
        )
    return render_template(
        "enterprises/registered_at_door.html", e=enterprise, code=code
    )
