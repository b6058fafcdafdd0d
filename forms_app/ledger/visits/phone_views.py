"""/app/staff/visits/offline/: visits on a phone without a network; its worker, its
list, and taking in what it sends.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access, limits
from forms_app.base.access import staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.offline.forms import PhotosForm
from forms_app.base.offline.sent import why_not
from forms_app.base.offline.shell import FRESH
from forms_app.base.refusal import Refused
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
        "ways": _ways(),
    }
    return render_template("visits/phone.html", form=form, **values), {
        "Cache-Control": "no-cache"
    }


def _ways() -> dict[str, str]:
    """Where the page fetches from and sends to."""
    return {
        "page": url_for("visits_phone.offline"),
        "list": url_for("visits_phone.today"),
        "token": url_for("phones.token"),
        "send": url_for("visits_phone.send"),
        "worker": url_for("visits_phone.worker"),
        "scope": SCOPE,
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
    form = PhotosForm()
    office = current_office()
    if not form.validate():
        return jsonify(
            says="；".join(
                map(str, form.photos.errors or [_("页面不完整，请重新打开再记。")])
            )
        ), 422
    sent: dict[str, Any] = request.form.to_dict(flat=False)
    try:
        with office.database.writing() as session:
            kept = phone.receive_with_photos(
                session, office, sent, form.photos.ready, **by_whom()
            )
            answer = phone.answer(kept, url_for("visits.one", visit_id=kept.visit.id))
    except Refused as refused:
        return jsonify(says=why_not(refused)), 422
    return jsonify(answer), FRESH
