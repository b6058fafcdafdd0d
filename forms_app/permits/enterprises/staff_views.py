"""/app/staff/register/: staff register an enterprise at the door, on one page."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access, catalogue, slips
from forms_app.base.access import must_see, staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.profile import local_places
from forms_app.permits.enterprises import operations, queries
from forms_app.permits.enterprises.answers import details_of
from forms_app.permits.enterprises.forms import DoorForm
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages.registration import send_way_back

register_at_door = Blueprint("register_at_door", __name__)


@register_at_door.route("/app/staff/register/", methods=["GET", "POST"])
@staff()
def new() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    communities = directory(office)
    today = office.clock.today()
    form = DoorForm()
    form.offer(rule(office, TRADES, today) or (), catalogue.language())
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
    notice = rule(office, PRIVACY, today)
    with office.database.writing() as database:
        enterprise, code = operations.register(
            database,
            community,
            details_of(form.data),
            channel="door",
            consent=notice.version if notice else "",
            places=identity["places"],
            **by_whom(),
        )
        send_way_back(database, enterprise, **by_whom())
    return slips.hand_over(slips.DOOR, enterprise.reference, code)


@register_at_door.get("/app/staff/register/<reference>/")
@staff()
def registered(reference: str) -> ResponseReturnValue:
    """Reference and access code, until they are handed to the enterprise."""
    with current_office().database.reading() as database:
        enterprise = queries.by_reference(database, reference) or abort(404)
        must_see(enterprise.community, enterprise.grid)
        opens = partial(queries.by_access_code, database, enterprise.reference)
        slip = slips.read(slips.DOOR, enterprise.reference, opens)
    if slip is None:
        return redirect(url_for("review.enterprise", reference=enterprise.reference))
    return render_template(
        "enterprises/registered_at_door.html", e=enterprise, slip=slip
    )
