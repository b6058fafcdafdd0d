"""/app/staff/reports/<reference>/<number>/: somebody in isolation tells a reading by
phone, and staff write it down.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import staff
from forms_app.base.office import Office, by_whom, current_office
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import labels, operations, queries
from forms_app.people.isolation.forms import ReportForm
from forms_app.people.isolation.queries import OnRoster
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.staff_views import find, missing
from forms_app.people.isolation.views import choices, chosen


@missing.route("/app/staff/reports/<reference>/<int:number>/", methods=["GET", "POST"])
@staff()
def by_phone(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    health = health_rule(current_office())
    with office.database.reading() as session:
        person = _staying(session, office, reference, number)
    form = _form(office, person, health)
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
        operations.report(
            session, enterprise, alone, source="staff", health=health, **by_whom()
        )
    return redirect(url_for("missing.enterprise", reference=reference))


def _staying(session: Session, office: Office, reference: str, number: int) -> OnRoster:
    """Only who stays in reports alone; the others the enterprise reports."""
    people = queries.on_roster(session, find(session, reference), office.clock.now())
    return next(
        (each for each in people if each.number == number and each.stays_in), None
    ) or abort(404)


def _form(office: Office, person: OnRoster, health: HealthRule) -> ReportForm:
    now = office.clock.now()
    day, slot = chosen(health, now)
    values: dict[str, Any] = {
        "client_id": str(uuid.uuid4()),
        "whose": "staff",
        "written_at": now.isoformat(),
    }
    values |= {
        "day": day.isoformat(),
        "slot": slot.id,
        "staying": [{"number": str(person.number)}],
    }
    return ReportForm(data=values)


def _page(
    office: Office,
    form: ReportForm,
    person: OnRoster,
    health: HealthRule,
    reference: str,
) -> ResponseReturnValue:
    now = office.clock.now()
    day = form.moment(now)[0] or now.date()
    slot = next(
        (each for each in health.slots if each.id == form.slot.data), health.slots[0]
    )
    offered = [(d, s.id, labels.day_and_slot(d, s)) for d, s in choices(health, now)]
    values = {
        "p": person,
        "names": {str(person.number): person.name},
        "offered": offered,
        "reference": reference,
    }
    return render_template(
        "missing/by_phone.html",
        form=form,
        chosen=labels.day_and_slot(day, slot),
        **values,
    )
