"""/app/staff/reports/<reference>/<number>/: somebody in isolation tells a reading by
phone, and staff write it down.
"""

from __future__ import annotations

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import staff
from forms_app.base.office import Office, by_whom, current_office
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import labels, report_operations, roster_queries
from forms_app.people.isolation.forms import ReportForm
from forms_app.people.isolation.report_slots import blank, choices, of_form
from forms_app.people.isolation.roster_queries import OnRoster
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.staff_views import find, missing


@missing.route("/app/staff/reports/<reference>/<int:number>/", methods=["GET", "POST"])
@staff()
def by_phone(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    health = health_rule(current_office())
    with office.database.reading() as session:
        person = _staying(session, office, reference, number)
    form = blank("staff", [person.number], health, office.clock.now())
    said = (
        form.understood([person], health, office.clock.now())
        if form.is_submitted()
        else None
    )
    if said is None:
        return _page(office, form, person, health, reference)
    with office.database.writing() as session:
        enterprise = find(session, reference)
        alone = replace(said, nobody=False)
        report_operations.report(
            session, enterprise, alone, source="staff", health=health, **by_whom()
        )
    return redirect(_back(reference))


def _back(reference: str) -> str:
    """The page one came from: of the case, or of the enterprise."""
    case_id = request.args.get("case", 0, int)
    if case_id:
        return url_for("cases.case", case_id=case_id)
    return url_for("missing.enterprise", reference=reference)


def _staying(session: Session, office: Office, reference: str, number: int) -> OnRoster:
    """Only who stays in reports alone; the others the enterprise reports."""
    people = roster_queries.on_roster(
        session, find(session, reference), office.clock.now()
    )
    return next(
        (each for each in people if each.number == number and each.stays_in), None
    ) or abort(404)


def _page(
    office: Office,
    form: ReportForm,
    person: OnRoster,
    health: HealthRule,
    reference: str,
) -> ResponseReturnValue:
    now = office.clock.now()
    day, slot = of_form(form, health, now)
    offered = [(d, s.id, labels.day_and_slot(d, s)) for d, s in choices(health, now)]
    values = {
        "p": person,
        "names": {str(person.number): person.name},
        "offered": offered,
        "reference": reference,
        "back": _back(reference),
        "case": request.args.get("case", 0, int),
    }
    return render_template(
        "missing/by_phone.html",
        form=form,
        chosen=labels.day_and_slot(day, slot),
        **values,
    )
