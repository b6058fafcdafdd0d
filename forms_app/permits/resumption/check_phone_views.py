"""/app/staff/checks/offline/: checks at the door on a phone without a network; its
worker, its list, taking in what it sends; and two checks that knew nothing of each other.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access, limits
from forms_app.base.access import must_see, staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.offline.forms import PhotosForm
from forms_app.base.offline.sent import why_not
from forms_app.base.offline.shell import FRESH
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.permits.grid.queries import leading
from forms_app.permits.resumption import check_phone, check_queries, check_sheet
from forms_app.permits.resumption.bodies import bodies_of
from forms_app.permits.resumption.check_operations import settle_check
from forms_app.permits.resumption.check_receiving import receive
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.staff_forms import check_form
from forms_app.permits.resumption.staff_views import REVIEWERS

checks_phone = Blueprint("checks_phone", __name__)
# also the page of one door, /app/staff/check/<reference>/
SCOPE = "/app/staff/check"


@checks_phone.get("/app/staff/checks/offline/")
@staff()
def offline() -> ResponseReturnValue:
    """The shell: the same for everybody, so that a phone may keep it."""
    office = current_office()
    lines = check_phone.every_line(office)
    form = check_form(lines)(formdata=None)
    form.visitors.choices = bodies_of(office, leading(office))
    values: dict[str, Any] = {
        "form": form,
        "lines": lines,
        "says": check_phone.says(),
        "phone": check_phone.PAGE,
        "ways": _ways(),
    }
    page = render_template("review/phone.html", **values)
    return page, {"Cache-Control": "no-cache"}


def _ways() -> dict[str, str]:
    """Where the page fetches from and sends to."""
    return {
        "page": url_for("checks_phone.offline"),
        "list": url_for("checks_phone.today"),
        "token": url_for("phones.token"),
        "send": url_for("checks_phone.send"),
        "worker": url_for("checks_phone.worker"),
        "scope": SCOPE,
    }


@checks_phone.get("/app/staff/checks/sw.js")
@staff()
def worker() -> ResponseReturnValue:
    return check_phone.PAGE.worker(url_for("checks_phone.offline"), SCOPE)


@checks_phone.get("/app/staff/checks/today.json")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    now = office.clock.now()
    with office.database.reading() as session:
        found = check_phone.list_of_today(session, office, access.actor(), now)
    return jsonify(found), FRESH


@checks_phone.post("/app/staff/checks/send/")
@staff()
@limits.takes(MOST_BYTES)
def send() -> ResponseReturnValue:
    """One check. It leaves the phone only on the answer that names it as kept."""
    form = PhotosForm()
    office = current_office()
    if not form.validate():
        says = form.photos.errors or [_("页面不完整，请重新打开再记。")]
        return jsonify(says="；".join(map(str, says))), 422
    sent: dict[str, Any] = request.form.to_dict(flat=False)
    photos = form.photos.ready
    try:
        with office.database.writing() as session:
            kept = receive(session, office, sent, photos, **by_whom())
            answer = check_phone.answer(kept)
    except Refused as refused:
        return jsonify(says=why_not(refused)), 422
    return jsonify(answer), FRESH


@checks_phone.get("/app/staff/checks/conflicts/")
@staff(*REVIEWERS)
def conflicts() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = page_of(check_queries.conflicts(session, access.actor()))
        pairs = [
            (
                check,
                check_sheet.sheets(
                    office,
                    session,
                    filter(None, [check, session.get(SiteCheck, check.conflicts_with)]),
                ),
            )
            for check in found
        ]
        return render_template(
            "review/check_conflicts.html", found=found, pairs=pairs, form=ConfirmForm()
        )


@checks_phone.post("/app/staff/checks/conflicts/<int:check_id>/")
@staff(*REVIEWERS)
def settle(check_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        found = session.get(SiteCheck, check_id) or abort(404)
        must_see(found.enterprise.community, found.enterprise.grid)
        settle_check(session, found, **by_whom())
    return redirect(url_for("checks_phone.conflicts"))
