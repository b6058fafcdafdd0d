"""/app/staff/supplies/: the stock, the ledger, taking in, handing out, mending a slip; the ledger as Excel."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import access, catalogue
from forms_app.access import must_see, staff
from forms_app.catalogue import gettext as _
from forms_app.errors import Refused
from forms_app.grid.queries import directory, rules
from forms_app.office import Office, current_office
from forms_app.spreadsheets import XLSX, workbook
from forms_app.supplies import operations, queries, sheet, words
from forms_app.supplies.files import Item, items_ever, items_on
from forms_app.supplies.forms import CorrectForm, EntryForm, HandOutForm, ReceiveForm
from forms_app.supplies.models import SupplyEntry
from forms_app.supplies.rules import Kind

supplies = Blueprint("supplies", __name__)
OFFICE = ("reviewer", "office")


def _by_whom(office: Office) -> dict[str, Any]:
    return {"actor": access.actor(), "now": office.clock.now()}


def _communities(office: Office) -> dict[str, str]:
    """Names of those whose ledger one keeps."""
    seen = [c for c in directory(office).values() if access.actor().may_see(c.slug, "")]
    return {c.slug: c.title_en if catalogue.language() == "en" else c.title for c in seen}


def _items(office: Office) -> dict[str, Item]:
    return items_ever(rules(office), office.clock.today())


@supplies.get("/app/staff/supplies/")
@staff(*OFFICE)
def stock() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        totals = queries.totals(session)
    values = {"communities": _communities(office), "totals": totals, "items": _items(office)}
    return render_template("supplies/stock.html", words=words, **values)


def _asked() -> dict[str, Any]:
    """What the ledger is narrowed to."""
    return {name: request.values.get(name, "") for name in ("community", "item", "kind")}


@supplies.get("/app/staff/supplies/ledger/")
@staff(*OFFICE)
def ledger() -> ResponseReturnValue:
    office, asked, most = current_office(), _asked(), queries.A_PAGE
    communities, before = _communities(office), request.args.get("before", type=int)
    with office.database.reading() as session:
        found = queries.ledger(session, communities, before=before, most=most + 1, **asked)
        mended = queries.mended(session, [entry.id for entry in found])
    entries = found[:most]
    older = {**asked, "before": entries[-1].id} if len(found) > most else None
    items = _items(office)
    values: dict[str, Any] = {"communities": communities, "items": items, "asked": asked, "older": older}
    values |= {"item_names": [(slug, words.item_name(item, slug)) for slug, item in items.items()]}
    values |= {"entries": entries, "mended": mended, "kinds": list(words.KINDS.items()), "words": words}
    return render_template("supplies/ledger.html", **values)


@supplies.post("/app/staff/supplies/ledger.xlsx")
@staff(*OFFICE)
def ledger_sheet() -> ResponseReturnValue:
    """What the ledger is narrowed to, all of it. Leaves an audit entry."""
    office, communities = current_office(), _communities(current_office())
    with office.database.writing() as session:
        entries = queries.ledger(session, communities, **_asked())
        operations.give_out_ledger(session, entries, **_by_whom(office))
    data = workbook(_("物资台账"), sheet.header(), sheet.rows(entries, _items(office), communities))
    headers = {"Content-Disposition": "attachment; filename=supplies.xlsx", "Cache-Control": "no-store"}
    return Response(data, mimetype=XLSX, headers=headers)


def _offered(form: EntryForm, office: Office) -> Any:
    """The form with what can be entered today."""
    form.offer(_communities(office), items_on(rules(office), office.clock.today()))
    if not form.is_submitted():
        form.on.data = office.clock.today().isoformat()
    return form


@supplies.route("/app/staff/supplies/receive/", methods=["GET", "POST"])
@staff(*OFFICE)
def receive() -> ResponseReturnValue:
    office = current_office()
    form = _offered(ReceiveForm(), office)
    given = form.given(office.clock.today())
    if given is None:
        return render_template("supplies/receive.html", form=form)
    try:
        with office.database.writing() as session:
            operations.receive(session, Kind(form.kind.data), given, **_by_whom(office))
    except Refused as refused:
        form.form_errors.append(str(refused))
        return render_template("supplies/receive.html", form=form)
    return redirect(url_for("supplies.ledger"))


@supplies.route("/app/staff/supplies/hand-out/", methods=["GET", "POST"])
@staff(*OFFICE)
def hand_out() -> ResponseReturnValue:
    office = current_office()
    form = _offered(HandOutForm(data=request.args.to_dict()), office)
    with office.database.reading() as session:
        form.look_up(session)
    given = form.given(office.clock.today())
    if given is None:
        return render_template("supplies/hand_out.html", form=form)
    try:
        with office.database.writing() as session:
            operations.hand_out(session, given, **_by_whom(office))
    except Refused as refused:
        form.amount.errors = [str(refused)]
        return render_template("supplies/hand_out.html", form=form)
    return redirect(url_for("supplies.ledger"))


def _find(session: Session, entry_id: int) -> SupplyEntry:
    """An entry of a community whose ledger one keeps, or 404."""
    entry = session.get(SupplyEntry, entry_id) or abort(404)
    must_see(entry.community, "")
    return entry


@supplies.route("/app/staff/supplies/<int:entry_id>/correct/", methods=["GET", "POST"])
@staff(*OFFICE)
def correct(entry_id: int) -> ResponseReturnValue:
    office, form = current_office(), CorrectForm()
    with office.database.reading() as session:
        values = {"entry": _find(session, entry_id), "items": _items(office), "words": words}
    if not form.validate_on_submit():
        return render_template("supplies/correct.html", form=form, **values)
    try:
        with office.database.writing() as session:
            operations.correct(session, _find(session, entry_id), form.reason.data or "", **_by_whom(office))
    except Refused as refused:
        form.reason.errors = [str(refused)]
        return render_template("supplies/correct.html", form=form, **values)
    return redirect(url_for("supplies.ledger"))


@supplies.post("/app/staff/supplies/<int:entry_id>/forget-donor/")
@staff(*OFFICE)
def forget_donor(entry_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        operations.forget_donor(session, _find(session, entry_id), **_by_whom(office))
    return redirect(url_for("supplies.ledger"))
