"""/app/staff/residents/: people without an employer; registering whoever phones or
comes to the office, and saying that somebody left.
"""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.matching import key_of, search
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.reads import searched
from forms_app.base.refusal import Refused
from forms_app.people.isolation.case_plan import OFFICERS
from forms_app.people.isolation.case_queries import Within, residents_within
from forms_app.people.isolation.case_rules import MODES
from forms_app.people.isolation.case_views import asked_within, cases, scope
from forms_app.people.isolation.opening_views import find_person
from forms_app.people.rosters import labels, operations, residents
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.models import Person, Residents
from forms_app.people.rosters.resident_form import ResidentForm
from forms_app.permits.grid.queries import directory


@cases.route("/app/staff/residents/", endpoint="residents", methods=["GET", "POST"])
@staff()
def every() -> ResponseReturnValue:
    """A name that is looked for is posted: an address stands in logs and histories."""
    asked = asked_within()
    words = request.form.get("words", "").strip()
    with current_office().database.reading() as session:
        everybody = residents_within(session, Within(access.actor(), **asked))
        is_near = False
        if words:
            searched()
            # names are encrypted: no query can look for one
            matches = search(everybody, lambda one: key_of([one.name]), words)
            is_near = matches.is_near
            page = page_of(matches.rows, size=max(len(matches.rows), 1))
        else:
            page = page_of(everybody)
    communities, grids = scope(current_office())
    return render_template(
        "cases/residents.html",
        found=page,
        communities=communities,
        grids=grids,
        asked=asked,
        words=words,
        is_near=is_near,
        says=labels.short,
    )


@cases.route("/app/staff/residents/add/", methods=["GET", "POST"])
@staff()
def add_resident() -> ResponseReturnValue:
    office = current_office()
    form = ResidentForm(data={"grid": request.args.get("grid", "")})
    _communities, grids = scope(office)
    form.offer(grids)
    notice = residents.notice_of(office)
    judged = form.judged(office.clock.today())
    if judged is None:
        return render_template("cases/add_resident.html", form=form, notice=notice)
    try:
        with office.database.writing() as session:
            person = residents.register(
                session,
                residents.home(office, *_place(office, str(form.grid.data))),
                judged.values,
                source="phone",
                notice=notice.version,
                rules=rulebook(office, office.clock.today()),
                **by_whom(),
            )
            address = next_step(person)
    except Refused as refused:
        form.phone.errors = [str(refused)]
        return render_template("cases/add_resident.html", form=form, notice=notice)
    return redirect(address)


def _place(office: Office, grid: str) -> tuple[str, str]:
    """The community and the grid that were chosen; of those one may see."""
    return next(
        (
            (community.slug, grid)
            for community in directory(office).values()
            if community.grid(grid) and access.actor().may_see(community.slug, grid)
        ),
        None,
    ) or abort(404)


def next_step(person: Person) -> str:
    """Where whoever registered somebody goes on: deciding, arranging, or the list."""
    of_person: dict[str, Any] = {
        "reference": person.enterprise.reference,
        "number": person.number,
    }
    if person.outcome in MODES:
        return url_for("cases.open_case", **of_person)
    if person.outcome == "ask" and access.actor().role in OFFICERS:
        return url_for("cases.override", **of_person)
    if person.outcome == "ask":
        return url_for("cases.undecided")
    return url_for("cases.residents")


@cases.post("/app/staff/residents/<reference>/<int:number>/left/")
@staff()
def resident_left(reference: str, number: int) -> ResponseReturnValue:
    """Somebody went away; an employee leaves by the enterprise's word."""
    office = current_office()
    if not FlaskForm().validate_on_submit():
        abort(400)
    with office.database.writing() as session:
        found = find_person(session, reference, number)
        if not isinstance(found.enterprise, Residents):
            abort(404)
        if found.left_on:
            operations.undo_leave(session, found, **by_whom())
        else:
            operations.leave(session, found, office.clock.today(), **by_whom())
    return redirect(url_for("cases.person", reference=reference, number=number))
