"""/app/staff/isolation/places/: the designated places, how many rooms are free, and who
stays in one.
"""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.people.isolation import case_labels as words
from forms_app.people.isolation import place_operations as operations
from forms_app.people.isolation.case_queries import Within, open_cases
from forms_app.people.isolation.case_views import REVIEWERS, cases, scope, shown_in
from forms_app.people.isolation.models import Case, DesignatedPlace
from forms_app.people.isolation.place_forms import AddForm, ChangeForm
from forms_app.people.isolation.place_queries import free_rooms, occupancies


def find(session: Session, place_id: int) -> DesignatedPlace:
    """A place of the own communities, or 404."""
    found = session.get(DesignatedPlace, place_id)
    if found is None or not access.actor().may_see(found.community, ""):
        abort(404)
    return found


@cases.route("/app/staff/isolation/places/", methods=["GET", "POST"])
@staff(*REVIEWERS)
def places() -> ResponseReturnValue:
    """Every place, and a form for another one."""
    office = current_office()
    form = AddForm()
    communities, _grids = scope(office)
    form.community.choices = communities
    if form.validate_on_submit():
        with office.database.writing() as session:
            operations.add_place(session, *form.given(), **by_whom())
        return redirect(url_for("cases.places"))
    with office.database.reading() as session:
        found = occupancies(session)
    return render_template("cases/places.html", found=found, form=form, words=words)


@cases.route("/app/staff/isolation/places/<int:place_id>/", methods=["GET", "POST"])
@staff(*REVIEWERS)
def place(place_id: int) -> ResponseReturnValue:
    """Who stays there, and changing it."""
    office = current_office()
    with office.database.reading() as session:
        found = find(session, place_id)
        there = Case.designated_place_id == place_id
        within = Within(access.actor())
        here = page_of(open_cases(session, within, there))
        free = free_rooms(session, found)
    form = ChangeForm.from_record(found)
    if not form.validate_on_submit():
        values = {"place": found, "here": here, "free": free, "words": words}
        return render_template(
            "cases/place.html", form=form, shown=shown_in(office), **values
        )
    with office.database.writing() as session:
        found = find(session, place_id)
        if not form.matches(found.version):
            raise ChangedMeanwhile
        operations.change_place(session, found, *form.given(), **by_whom())
    return redirect(url_for("cases.places"))


@cases.post("/app/staff/isolation/places/<int:place_id>/close/")
@staff(*REVIEWERS)
def close_place(place_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.close_place(session, find(session, place_id), **by_whom())
    return redirect(url_for("cases.places"))


@cases.post("/app/staff/isolation/places/<int:place_id>/reopen/")
@staff(*REVIEWERS)
def reopen_place(place_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.reopen_place(session, find(session, place_id), **by_whom())
    return redirect(url_for("cases.places"))
