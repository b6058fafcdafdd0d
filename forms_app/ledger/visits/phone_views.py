"""/app/staff/visits/offline/: visits on a phone without a network; its worker, its
list, and taking in what it sends.
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
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.offline.receiving import answered
from forms_app.base.offline.sent import Sent
from forms_app.base.offline.shell import FRESH, ways
from forms_app.ledger.publicity.queries import without_letter
from forms_app.ledger.visits import labels, phone, queries
from forms_app.ledger.visits.forms import sections, visit_form

visits_phone = Blueprint("visits_phone", __name__)
SCOPE = "/app/staff/visits/"


@visits_phone.get("/app/staff/visits/offline/")
@staff()
def offline() -> ResponseReturnValue:
    """The shell: the same for everybody, so that a phone may keep it."""
    office = current_office()
    now = current_office().clock.now()
    lines = labels.check_list(office, now.date())
    form = visit_form(lines)(formdata=None)
    form.offer(lines, now)
    form.at.description = _("不填就是现在")
    values: dict[str, Any] = {
        "sections": sections(form, lines),
        "says": phone.says(),
        "phone": phone.PAGE,
        "ways": ways(visits_phone.name, SCOPE),
    }
    return render_template("visits/phone.html", form=form, **values), {
        "Cache-Control": "no-cache"
    }


@visits_phone.get("/app/staff/visits/sw.js")
@staff()
def worker() -> ResponseReturnValue:
    return phone.PAGE.worker(url_for("visits_phone.offline"), SCOPE)


@visits_phone.get("/app/staff/visits/today.json")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    now = current_office().clock.now()
    with office.database.reading() as session:
        stops = queries.to_visit(session, actor, now, without_letter(session))
    return jsonify(phone.list_of_today(office, actor, now, stops)), FRESH


@visits_phone.post("/app/staff/visits/send/")
@staff()
@limits.takes(MOST_BYTES)
def send() -> ResponseReturnValue:
    """One visit. It leaves the phone only on the answer that names it as kept."""
    return answered(_keep)


def _keep(sent: Sent, photos: Sequence[File]) -> dict[str, Any]:
    office = current_office()
    with office.database.writing() as session:
        kept = phone.receive_with_photos(session, office, sent, photos, **by_whom())
        return phone.answer(kept, url_for("visits.one", visit_id=kept.visit.id))
