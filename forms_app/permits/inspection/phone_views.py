"""/app/staff/inspections/offline/: inspecting on a phone without a network; its worker,
its list, and taking in what it sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access, limits
from forms_app.base.access import staff
from forms_app.base.attachments.deposits import File
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.office import by_whom, current_office
from forms_app.base.offline.receiving import answered
from forms_app.base.offline.sent import Sent
from forms_app.base.offline.shell import FRESH, ways
from forms_app.permits.inspection import outcome, phone
from forms_app.permits.inspection.queries import inspections
from forms_app.permits.resumption import check_blank

inspections_phone = Blueprint(
    "inspections_phone", __name__, template_folder="templates"
)
# also the list, and the page of one door
SCOPE = "/app/staff/inspections/"


@inspections_phone.get("/app/staff/inspections/offline/")
@staff()
def offline() -> ResponseReturnValue:
    """The shell: the same for everybody, so that a phone may keep it."""
    office = current_office()
    today = office.clock.today()
    form, lines = check_blank.blank(office, inspections(office, today), days_from=today)
    page = render_template(
        "inspections/phone.html",
        form=form,
        lines=lines,
        says=phone.says(),
        phone=phone.PAGE,
        ways=ways(inspections_phone.name, SCOPE),
    )
    return page, {"Cache-Control": "no-cache"}


@inspections_phone.get("/app/staff/inspections/sw.js")
@staff()
def worker() -> ResponseReturnValue:
    return phone.PAGE.worker(url_for("inspections_phone.offline"), SCOPE)


@inspections_phone.get("/app/staff/inspections/today.json")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    now = office.clock.now()
    with office.database.reading() as session:
        found = phone.list_of_today(session, office, access.actor(), now)
    return jsonify(found), FRESH


@inspections_phone.post("/app/staff/inspections/send/")
@staff()
@limits.takes(MOST_BYTES)
def send() -> ResponseReturnValue:
    """One check. It leaves the phone only on the answer that names it as kept."""
    return answered(_keep)


def _keep(sent: Sent, photos: Sequence[File]) -> dict[str, Any]:
    office = current_office()
    with office.database.writing() as session:
        unit, kept = phone.receive(session, office, sent, photos, **by_whom())
    kept = outcome.carry_out(office, unit, kept)
    return phone.answer(kept.check, kept)
