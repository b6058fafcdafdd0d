"""/app/staff/visits/: whom to visit today, one visit on a phone, two that conflict; and
what an enterprise's page shows.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, audit, limits
from forms_app.base.access import must_see, staff
from forms_app.base.attachments import queries as attachments
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.ledger.items import queries as items
from forms_app.ledger.publicity.queries import without_letter
from forms_app.ledger.visits import labels, operations, phone, queries
from forms_app.ledger.visits.forms import SettleForm, VisitForm, sections, visit_form
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.receiving import Received
from forms_app.ledger.visits.rules import Keep, Outcome, is_unwell
from forms_app.people.isolation import labels as isolation
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.grid.places import grids_of
from forms_app.permits.grid.queries import leading
from forms_app.permits.resumption.check_receiving import is_supervised
from forms_app.permits.resumption.queries import to_check

visits = Blueprint("visits", __name__)
SHOWN = 200
OFFICE = ("reviewer", "office")


@visits.get("/app/staff/visits/")
@staff()
def today() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    grid = request.args.get("grid", "")
    with office.database.reading() as session:
        found = queries.to_visit(
            session, actor, office.clock.now(), without_letter(session)
        )
        waiting = (
            len(queries.conflicts(session, actor)) if actor.role != "grid_worker" else 0
        )
    grids = grids_of(office, actor)
    asked = page_of([one for one in found if grid in {"", one.grid}], size=SHOWN)
    buildings = [
        (address, list(firms))
        for address, firms in groupby(asked, attrgetter("address"))
    ]
    values: dict[str, Any] = {
        "asked": asked,
        "buildings": buildings,
        "grids": grids,
        "grid": grid,
    }
    values |= {"waiting": waiting, "words": labels, "new_id": _new_id}
    return render_template("visits/today.html", **values)


def _new_id() -> str:
    return str(uuid4())


def _find(session: Session, reference: str) -> Enterprise:
    """The enterprise, or 404 when it is not there or of another grid."""
    found = by_reference(session, reference) or abort(404)
    must_see(found.community, found.grid)
    return found


@visits.route("/app/staff/visits/<reference>/", methods=["GET", "POST"])
@staff()
@limits.takes(MOST_BYTES)
def write(reference: str) -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    with office.database.reading() as session:
        enterprise = _find(session, reference)
        base = queries.last_id(session, enterprise)
        may_check = _may_check(session, enterprise)
    lines = labels.check_list(office, now.date())
    form = visit_form(lines)(
        data={"client_id": _new_id(), "base": base, "at": now, "channel": "in-person"}
    )
    form.offer(lines, now)
    if not form.validate_on_submit():
        return _page(enterprise, form, may_check)
    with office.database.writing() as session:
        sent: dict[str, Any] = {
            **request.form.to_dict(flat=False),
            "reference": reference,
        }
        received = phone.receive_with_photos(
            session, office, sent, form.photos.ready, **by_whom()
        )
    return _told(received)


def _may_check(session: Session, enterprise: Enterprise) -> bool:
    """Whether this may be the check at the door, which has a page of its own."""
    office = current_office()
    campaign = leading(office)
    return to_check(session, enterprise, campaign) is not None or is_supervised(
        office, enterprise, campaign
    )


def _page(enterprise: Enterprise, form: VisitForm, may_check: bool) -> str:
    lines = labels.check_list(current_office(), form.now.date())
    values = {"sections": sections(form, lines), "may_check": may_check}
    return render_template("visits/write.html", e=enterprise, form=form, **values)


def _told(received: Received) -> ResponseReturnValue:
    """What was kept, in a sentence; a plain outcome leads back to the list, a visit
    that was made to its page.
    """
    visit = received.visit
    said = {
        "name": visit.enterprise.name,
        "outcome": labels.OUTCOMES.label(visit.outcome),
    }
    if visit.next_try:
        flash(
            _(
                "%(name)s：%(outcome)s，%(when)s再去。",
                **said,
                when=labels.half_day(visit.next_try),
            )
        )
    else:
        flash(_("%(name)s：%(outcome)s。", **said))
    if "quick" not in request.form and visit.outcome == Outcome.DONE:
        # which says so if it conflicts
        return redirect(url_for("visits.one", visit_id=visit.id))
    if received.conflicts:
        flash(_("别人在您之前也记了这家单位，两次都留着，由社区办公室看以哪一次为准。"))
    return redirect(url_for("visits.today"))


@visits.get("/app/staff/visits/<int:visit_id>/")
@staff()
def one(visit_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        visit = session.get(Visit, visit_id) or abort(404)
        must_see(visit.enterprise.community, visit.enterprise.grid)
        raised = items.by_origin(session, visit.subject)
        history = audit.history(session, visit.subject)
        photos = attachments.of(session, visit.subject)
    shown: dict[str, Any] = {
        "answered": labels.answered(office, visit),
        "left": labels.left(office, visit),
    }
    shown |= {"is_unwell": is_unwell(visit.answers), "isolation": isolation}
    shown["photos"] = photos
    return render_template(
        "visits/one.html",
        visit=visit,
        raised=raised,
        history=history,
        words=labels,
        **shown,
    )


@visits.get("/app/staff/visits/conflicts/")
@staff(*OFFICE)
def conflicts() -> ResponseReturnValue:
    office = current_office()
    form = SettleForm(formdata=None)
    with office.database.reading() as session:
        pairs = queries.conflicts(session, access.actor())
    shown = [
        (
            pair[0],
            [
                (visit, labels.answered(office, visit), labels.left(office, visit))
                for visit in pair
            ],
        )
        for pair in pairs
    ]
    return render_template(
        "visits/conflicts.html", pairs=shown, form=form, words=labels
    )


@visits.post("/app/staff/visits/conflicts/<int:visit_id>/")
@staff(*OFFICE)
def settle(visit_id: int) -> ResponseReturnValue:
    form = SettleForm()
    if not form.validate_on_submit():
        flash(_("请选以哪一次为准"))
        return redirect(url_for("visits.conflicts"))
    with current_office().database.writing() as session:
        visit = session.get(Visit, visit_id) or abort(404)
        must_see(visit.enterprise.community, visit.enterprise.grid)
        operations.settle(session, visit, Keep(form.keep.data), **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("visits.conflicts"))
