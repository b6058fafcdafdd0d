"""/app/staff/applications/together/ and its like: several rows of a list done together.

First a page that says what will happen to each, then one that says what did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.accounts.confirmation import ask_again
from forms_app.base.forms import ConfirmForm
from forms_app.base.long_list import LIST
from forms_app.base.office import current_office
from forms_app.base.worklist import reader_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import posters as of_doors
from forms_app.permits.resumption.deeds import DEEDS
from forms_app.permits.resumption.poster_deed import POSTERS
from forms_app.permits.resumption.poster_looks import looks
from forms_app.permits.resumption.staff_views import review
from forms_app.permits.resumption.together import (
    Chosen,
    Deed,
    carry_out,
    records_of,
    take_back,
    unit_of,
)


def _deed(of: str, name: str) -> Deed:
    """The deed of this name, or 404; 403 where it is not for one's role."""
    found = DEEDS.get(name)
    if found is None or found.of.name != of:
        abort(404)
    return found if found.may_do(access.actor()) else abort(403)


def _chosen() -> list[Chosen]:
    return [Chosen.read(text) for text in request.values.getlist("row")]


@review.get("/app/staff/<any(applications, enterprises, calls):of>/together/<name>/")
@staff()
def together(of: str, name: str) -> ResponseReturnValue:
    deed = _deed(of, name)
    if deed.asks_who and (asked := ask_again()):
        return asked
    return _preview(deed, None)


def _preview_of(of: str, name: str) -> str:
    """Its address, for the same rows of the same list."""
    rows = request.values.getlist("row")
    asked: dict[str, Any] = {}
    if LIST in request.args:
        asked[LIST] = request.args[LIST]
    return url_for("review.together", of=of, name=name, row=rows, **asked)


def _preview(deed: Deed, form: FlaskForm | None) -> str:
    """What will happen to each; `form` came back with errors."""
    office = current_office()
    chosen = _chosen()
    with office.database.reading() as session:
        reader = reader_of(office, session)
        records = records_of(deed, reader, chosen)
        form = form or deed.terms(reader, records)
        plans = list(deed.plan(reader, records, form))
    possible = [plan for plan in plans if not plan.why_not]
    values: dict[str, Any] = {
        "possible": possible,
        "impossible": [plan for plan in plans if plan.why_not],
        "gone": len(chosen) - len(records),
        "form": form,
    }
    return render_template("review/together.html", **_of(deed), **values)


def _of(deed: Deed) -> dict[str, Any]:
    """What every page about a deed prints."""
    address = request.args.get(LIST, "")
    return {"deed": deed, "list": address, "unit_of": unit_of}


@review.post("/app/staff/<any(applications, enterprises, calls):of>/together/<name>/")
@staff()
def do_together(of: str, name: str) -> ResponseReturnValue:
    deed = _deed(of, name)
    if deed.asks_who and (asked := ask_again(_preview_of(of, name))):
        return asked
    office = current_office()
    chosen = _chosen()
    with office.database.reading() as session:
        reader = reader_of(office, session)
        form = deed.terms(reader, records_of(deed, reader, chosen))
    if not form.validate_on_submit():
        return _preview(deed, form)
    outcome = carry_out(deed, office, chosen, form)
    onward = None
    if deed.onward and outcome.done:
        onward = deed.onward(office, outcome.done)
    values: dict[str, Any] = {"outcome": outcome, "onward": onward, "is_undone": False}
    return render_template("review/together_done.html", **_of(deed), **values)


@review.post(
    "/app/staff/<any(applications, enterprises, calls):of>/together/<name>/undo/"
)
@staff()
def undo_together(of: str, name: str) -> ResponseReturnValue:
    deed = _deed(of, name)
    if not ConfirmForm().validate_on_submit():
        return _preview(deed, None)
    outcome = take_back(deed, current_office(), _chosen())
    values: dict[str, Any] = {"outcome": outcome, "onward": None, "is_undone": True}
    return render_template("review/together_done.html", **_of(deed), **values)


@review.get("/app/staff/enterprises/posters/")
@staff()
def posters() -> ResponseReturnValue:
    """The posters of several enterprises, each on a sheet of its own."""
    office = current_office()
    with office.database.reading() as session:
        units = _units(session, _chosen())
        approvals = [
            (unit, one)
            for unit in units
            for _slug, one in sorted(unit.permissions.items())
        ]
        printed = of_doors.printed_of(
            session,
            office,
            of_doors.printable(office, [one for _unit, one in approvals]),
        )
    sheets = [
        of_doors.context(office, unit, printed[one.id])
        for unit, one in approvals
        if one.id in printed
    ]
    return render_template("review/poster_sheets.html", sheets=sheets, **looks())


def _units(session: Session, chosen: Sequence[Chosen]) -> list[Enterprise]:
    found = records_of(POSTERS, reader_of(current_office(), session), chosen)
    for unit in found:
        must_see(unit.community, unit.grid)
    return found
