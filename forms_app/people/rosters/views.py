"""/app/my/people/: an enterprise keeps its roster: who is on it, one person, arrivals
and leaving.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import enterprise_only
from forms_app.base.matching import key_of, search
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.people.rosters import labels, operations, queries, roster_operations
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.forms import ArrivalForm, LeaveForm, PersonForm, shown
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.session import current_enterprise

rosters = Blueprint("rosters", __name__)


def asked(office: Office) -> dict[str, Any]:
    """Who acts, when, and by which rule: what every operation is given."""
    return {
        "actor": access.actor(),
        "now": office.clock.now(),
        "rules": rulebook(office, office.clock.today()),
    }


@rosters.route("/app/my/people/", methods=["GET", "POST"])
@enterprise_only
def people() -> ResponseReturnValue:
    """A name that is looked for is posted: an address stands in logs and histories."""
    office = current_office()
    words = request.form.get("words", "").strip()
    with office.database.reading() as session:
        enterprise = current_enterprise(session)
        everybody = queries.people(session, enterprise)
        matches = search(everybody, lambda p: key_of([p.name, p.phone]), words)
        found = matches.rows if words else everybody
        values = {
            "e": enterprise,
            "roster": queries.roster(session, enterprise),
            "counts": queries.counts(session, enterprise),
            "imports": queries.waiting_imports(session, enterprise),
            "waiting": [p for p in found if not p.confirmed],
        }
    confirmed = [p for p in found if p.confirmed]
    whole = max(len(confirmed), 1)  # the ways on would lose what was looked for
    values |= {
        "page": page_of(confirmed, size=whole) if words else page_of(confirmed),
        "words": words,
        "is_near": bool(words and matches.is_near),
    }
    return render_template(
        "rosters/people.html", here="my", says=labels.short, **values
    )


@rosters.route("/app/my/people/add/", methods=["GET", "POST"])
@enterprise_only
def add() -> ResponseReturnValue:
    office = current_office()
    form = PersonForm()
    judged = form.judged(office.clock.today())
    if judged is None:
        return render_template("rosters/person_form.html", here="my", form=form, p=None)
    with office.database.writing() as session:
        enterprise = current_enterprise(session)
        added = operations.add(
            session, enterprise, judged.values, source="hand", **asked(office)
        )
    return redirect(url_for("rosters.person", number=added.number))


def find(session: Session, number: int) -> Person:
    """Somebody on the own roster, or 404."""
    return queries.person(session, current_enterprise(session), number) or abort(404)


@rosters.get("/app/my/people/<int:number>/")
@enterprise_only
def person(number: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, number)
        values = {
            "p": found,
            "says": labels.full(office, found),
            "kinds": labels.MOVEMENTS,
            "movements": list(found.movements),
        }
    return render_template(
        "rosters/person.html", here="my", form=FlaskForm(), shown=shown(found), **values
    )


@rosters.route("/app/my/people/<int:number>/edit/", methods=["GET", "POST"])
@enterprise_only
def edit(number: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, number)
    form = PersonForm(data=shown(found))
    judged = form.judged(office.clock.today())
    if judged is None:
        return render_template(
            "rosters/person_form.html", here="my", form=form, p=found
        )
    with office.database.writing() as session:
        operations.amend(session, find(session, number), judged.values, **asked(office))
    return redirect(url_for("rosters.person", number=number))


@rosters.route("/app/my/people/<int:number>/arrival/", methods=["GET", "POST"])
@enterprise_only
def arrival(number: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, number)
    form = ArrivalForm(data={"symptoms": ""})
    judged = form.judged(office.clock.today(), {**shown(found), "stayed": "no"})
    if judged is None:
        return render_template("rosters/arrival.html", here="my", form=form, p=found)
    with office.database.writing() as session:
        arrived = {field: judged.values[field] for field in form.given()}
        operations.arrive(session, find(session, number), arrived, **asked(office))
    return redirect(url_for("rosters.person", number=number))


@rosters.route("/app/my/people/<int:number>/leave/", methods=["GET", "POST"])
@enterprise_only
def leave(number: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, number)
    form = LeaveForm(data={"on": office.clock.today()})
    on = form.day(office.clock.today())
    if on is None:
        return render_template("rosters/leave.html", here="my", form=form, p=found)
    with office.database.writing() as session:
        operations.leave(session, find(session, number), on, **by_whom())
    return redirect(url_for("rosters.person", number=number))


@rosters.post("/app/my/people/<int:number>/<any(confirm, refuse, undo):step>/")
@enterprise_only
def decide(number: int, step: str) -> ResponseReturnValue:
    """The clerk knows, or does not know, who filled in the form on the wall; or takes a
    leaving back.
    """
    office = current_office()
    verb = {
        "confirm": operations.confirm,
        "refuse": operations.refuse,
        "undo": operations.undo_leave,
    }[step]
    with office.database.writing() as session:
        verb(session, find(session, number), **by_whom())
    return redirect(
        url_for("rosters.people")
        if step != "undo"
        else url_for("rosters.person", number=number)
    )


@rosters.post("/app/my/people/complete/")
@enterprise_only
def complete() -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        roster_operations.complete(session, current_enterprise(session), **by_whom())
    return redirect(url_for("rosters.people"))
