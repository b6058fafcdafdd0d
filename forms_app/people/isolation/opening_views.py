"""/app/staff/isolation/open/<reference>/<number>/: opening the case of somebody who
must stay in.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import Role, staff
from forms_app.base.accounts.names import by_name
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.people.isolation import case_operations as operations
from forms_app.people.isolation import case_queries as queries
from forms_app.people.isolation.case_forms import OpenForm
from forms_app.people.isolation.case_rules import HOME
from forms_app.people.isolation.case_views import cases, must_see_enterprise
from forms_app.people.isolation.place_queries import has_open_places, offered
from forms_app.people.rosters import labels
from forms_app.people.rosters import queries as roster
from forms_app.people.rosters.determining import ends_by_rule, rulebook
from forms_app.people.rosters.models import Person, Residents
from forms_app.permits.enterprises.models import Unit


def find_enterprise(session: Session, reference: str) -> Unit:
    """The enterprise, or 404 when it is not there or of another grid."""
    enterprise = roster.unit(session, reference) or abort(404)
    must_see_enterprise(enterprise)
    return enterprise


def find_person(session: Session, reference: str, number: int) -> Person:
    """Somebody who was confirmed on the roster of an enterprise of the own grids, or
    404.
    """
    found = roster.person(session, find_enterprise(session, reference), number)
    if found is None or not found.confirmed:
        abort(404)
    return found


@cases.route(
    "/app/staff/isolation/open/<reference>/<int:number>/", methods=["GET", "POST"]
)
@staff()
def open_case(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        person = find_person(session, reference, number)
        is_open = queries.open_case(session, person)
        form = _form(office, session, person)
        says = labels.full(office, person)
    if is_open:
        return redirect(url_for("cases.case", case_id=is_open.id))
    plan = form.plan()
    if plan is None:
        return render_template("cases/open.html", p=person, form=form, says=says)
    try:
        with office.database.writing() as session:
            opened = operations.open_case(
                session, find_person(session, reference, number), plan, **by_whom()
            )
    except Refused as refused:
        form.reason.errors = [str(refused)]
        return render_template("cases/open.html", p=person, form=form, says=says)
    return redirect(url_for("cases.case", case_id=opened.id))


def _due_on(office: Office, person: Person) -> date | None:
    """As determined; else what the rule names for where somebody came from."""
    rules = rulebook(office, office.clock.today())
    return person.ends_on or ends_by_rule(person, rules)


def _form(office: Office, session: Session, person: Person) -> OpenForm:
    """Filled in with what the determination and the roster say, and with whoever opens
    it where that fits.
    """
    actor = access.actor()
    said = queries.terms_said(person)
    accounts = queries.supervisors(session, person.enterprise)
    known: dict[str, Any] = {
        "mode": said.mode,
        "place": person.room if said.mode == HOME else "",
        "starts_on": said.starts_on or office.clock.today(),
        "due_on": _due_on(office, person),
        "enterprise_supervisor": person.enterprise.safety_manager,
        "grid_supervisor": actor.id
        if actor.role is Role.GRID_WORKER
        else next(iter(accounts), ""),
    }
    form = OpenForm(data=known)
    if isinstance(person.enterprise, Residents):
        form.enterprise_supervisor.label.text = _("代报人（家人、房东或者其他人）")
    form.grid_supervisor.choices = by_name(accounts)
    form.offer(offered(session), is_listed=has_open_places(session))
    return form
