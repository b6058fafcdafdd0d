"""/app/staff/supplies/: the stock, taking in, handing out, one entry and mending it.

The ledger is a list (listing.py).
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.ledger.lists.views import open_list
from forms_app.ledger.supplies import labels, operations, queries
from forms_app.ledger.supplies.content import items_on
from forms_app.ledger.supplies.forms import (
    CorrectForm,
    EntryForm,
    HandOutForm,
    ReceiveForm,
)
from forms_app.ledger.supplies.listing import communities_of, items_of
from forms_app.ledger.supplies.models import SupplyEntry
from forms_app.ledger.supplies.rules import Kind
from forms_app.permits.grid.queries import rules

supplies = Blueprint("supplies", __name__)
OFFICE = ("reviewer", "office")


@supplies.get("/app/staff/supplies/")
@staff(*OFFICE)
def stock() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        totals = queries.totals(session)
    values = {
        "communities": communities_of(office, access.actor()),
        "totals": totals,
        "items": items_of(office),
    }
    return render_template("supplies/stock.html", words=labels, **values)


def _offered(form: EntryForm, office: Office) -> Any:
    """The form with what can be entered today."""
    today = office.clock.today()
    communities = communities_of(office, access.actor())
    form.offer(communities, items_on(rules(office), today))
    if not form.is_submitted():
        form.on.data = today
    return form


@supplies.route("/app/staff/supplies/receive/", methods=["GET", "POST"])
@staff(*OFFICE)
def receive() -> ResponseReturnValue:
    office = current_office()
    form = _offered(ReceiveForm(), office)
    given = form.given()
    if given is None:
        return render_template("supplies/receive.html", form=form)
    try:
        with office.database.writing() as session:
            operations.receive(session, Kind(form.kind.data), given, **by_whom())
    except Refused as refused:
        form.form_errors.append(str(refused))
        return render_template("supplies/receive.html", form=form)
    return redirect(url_for("lists.page", name="supplies"))


@supplies.route("/app/staff/supplies/hand-out/", methods=["GET", "POST"])
@staff(*OFFICE)
def hand_out() -> ResponseReturnValue:
    office = current_office()
    form = _offered(HandOutForm(data=request.args.to_dict()), office)
    with office.database.reading() as session:
        form.look_up(session, access.actor())
    given = form.given()
    if given is None:
        return render_template("supplies/hand_out.html", form=form)
    try:
        with office.database.writing() as session:
            operations.hand_out(session, given, **by_whom())
    except Refused as refused:
        form.amount.errors = [str(refused)]
        return render_template("supplies/hand_out.html", form=form)
    return redirect(url_for("lists.page", name="supplies"))


def _find(session: Session, entry_id: int) -> SupplyEntry:
    """An entry of a community whose ledger one keeps, or 404."""
    entry = session.get(SupplyEntry, entry_id) or abort(404)
    must_see(entry.community, "")
    open_list("supplies")
    return entry


@supplies.route("/app/staff/supplies/<int:entry_id>/", methods=["GET", "POST"])
@staff(*OFFICE)
def entry(entry_id: int) -> ResponseReturnValue:
    """One entry; a slip is mended here."""
    office = current_office()
    form = CorrectForm()
    with office.database.reading() as session:
        found = _find(session, entry_id)
        values: dict[str, Any] = {
            "entry": found,
            "mended_by": found.mended_by,
            "receiver": labels.receiver(found),
        }
    values |= {"items": items_of(office), "words": labels}
    if not form.validate_on_submit():
        return render_template("supplies/entry.html", form=form, **values)
    try:
        with office.database.writing() as session:
            operations.correct(
                session, _find(session, entry_id), form.reason.data or "", **by_whom()
            )
    except Refused as refused:
        form.reason.errors = [str(refused)]
        return render_template("supplies/entry.html", form=form, **values)
    return redirect(url_for("lists.page", name="supplies"))


@supplies.post("/app/staff/supplies/<int:entry_id>/forget-donor/")
@staff(*OFFICE)
def forget_donor(entry_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        operations.forget_donor(session, _find(session, entry_id), **by_whom())
    return redirect(url_for("lists.page", name="supplies"))
