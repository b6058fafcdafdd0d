"""/app/staff/looks/: who looked at how many people, by reader, and what was unusual."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import OFFICE, actor, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.looks import lines_of
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.zone import start_of
from forms_app.office.looks import labels, operations, queries
from forms_app.office.looks.forms import SeenForm
from forms_app.office.looks.rule_file import bounds_on
from forms_app.office.looks.rules import Why
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.grid.queries import rules

looks = Blueprint("looks", __name__, template_folder="templates")
FOLDER = "/app/staff/looks/"


@looks.get(FOLDER)
@staff(*OFFICE)
def readers() -> ResponseReturnValue:
    return _page(SeenForm(formdata=None))


def _page(form: SeenForm, wrong: int = 0) -> str:
    """`wrong`: the one whose form came back."""
    office = current_office()
    span = request.args.get("days", "1")
    days = int(span) if span in labels.SPANS else 1
    today = office.clock.today()
    since = start_of(today) - timedelta(days=days - 1)
    with office.database.reading() as session:
        own = queries.accounts_within(office, session, actor())
        unseen = queries.unseen(office, session, actor())
        values: dict[str, Any] = {
            "found": page_of(queries.readers(session, list(own), since)),
            "unseen": [(one, _whom(session, one)) for one, _community in unseen],
        }
    return render_template(
        "looks/readers.html",
        form=form,
        wrong=wrong,
        days=str(days),
        words=labels,
        bounds=bounds_on(rules(office), today),
        **values,
    )


def _whom(session: Any, one: Any) -> tuple[str, int] | None:
    """Of one person whom many looked at: reference and number, which name nobody."""
    kind, _colon, number = one.who.partition(":")
    if one.why != Why.ONE or kind != "person":
        return None
    person = session.get(Person, int(number))
    if person is None:
        return None
    unit = session.get(Unit, person.enterprise_id)
    return (unit.reference, person.number) if unit else None


@looks.get(f"{FOLDER}<account>/")
@staff(*OFFICE)
def reader(account: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        if account not in queries.accounts_within(office, session, actor()):
            abort(404)
        found = page_of(queries.looks_by(session, account))
        lines = lines_of(found)
    return render_template(
        "looks/reader.html", account=account, found=found, lines=lines
    )


@looks.post(f"{FOLDER}seen/<int:unusual_id>/")
@staff(*OFFICE)
def seen(unusual_id: int) -> ResponseReturnValue:
    form = SeenForm()
    if not form.validate_on_submit():
        return _page(form, unusual_id)
    office = current_office()
    with office.database.writing() as session:
        found = queries.unseen(office, session, actor())
        one = next((one for one, _of in found if one.id == unusual_id), None)
        if one is None:
            abort(404)
        operations.have_seen(session, one, form.said.data or "", **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("looks.readers"))
