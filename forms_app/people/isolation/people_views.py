"""/app/staff/enterprises/<reference>/people/: a roster as staff see it; a record is
opened with a reason, and that is kept.

Officers decide here where the rule says "ask", or otherwise than the rule.
"""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import access
from forms_app.base.access import staff
from forms_app.base.matching import key_of, search
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.purpose import PurposeForm, asks_purpose, remember
from forms_app.base.reads import searched
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.labels import OUTCOMES, row_says
from forms_app.people.isolation import case_labels as words
from forms_app.people.isolation import case_queries as queries
from forms_app.people.isolation import labels as reports
from forms_app.people.isolation import people_operations
from forms_app.people.isolation.case_plan import OFFICERS
from forms_app.people.isolation.case_views import REVIEWERS, cases
from forms_app.people.isolation.observation import observe
from forms_app.people.isolation.opening_views import find_enterprise, find_person
from forms_app.people.isolation.override_form import ByRule, OverrideForm
from forms_app.people.rosters import labels, operations
from forms_app.people.rosters.determining import (
    days_by_rule,
    ends_by_rule,
    rulebook,
)
from forms_app.people.rosters.models import Person

REMEMBERED = 100  # records a session knows that it opened: the cookie is small


@cases.route("/app/staff/enterprises/<reference>/people/", methods=["GET", "POST"])
@staff()
@asks_purpose
def people(reference: str) -> ResponseReturnValue:
    """A name that is looked for is posted: an address stands in logs and histories."""
    asked = request.form.get("words", "").strip()
    with current_office().database.reading() as database:
        enterprise = find_enterprise(database, reference)
        found = queries.staff_roster(database, enterprise)
        is_near = False
        if asked:
            searched()
            matches = search(found, lambda person: key_of([person.name]), asked)
            found = matches.rows
            is_near = matches.is_near
            page = page_of(found, size=max(len(found), 1))
        else:
            page = page_of(found)
    values = {"e": enterprise, "page": page, "asked": asked, "is_near": is_near}
    return render_template("cases/people.html", says=labels.short, **values)


@cases.route(
    "/app/staff/enterprises/<reference>/people/<int:number>/", methods=["GET", "POST"]
)
@staff()
def person(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    form = PurposeForm()
    with office.database.reading() as database:
        found = find_person(database, reference, number)
        values = {
            "says": labels.full(office, found),
            "cases": queries.cases_of(database, found),
            "seen": observe(database, office, found),
        }
        values |= {
            "determinations": list(found.determinations)[::-1],
            "movements": list(found.movements),
        }
    if _has_opened(found.id):
        return render_template(
            "cases/person.html",
            p=found,
            e=found.enterprise,
            form=form,
            **_said(),
            **values,
        )
    if not form.validate_on_submit():
        return render_template(
            "cases/look.html", p=found, e=found.enterprise, form=form
        )
    with office.database.writing() as database:
        found = find_person(database, reference, number)
        people_operations.look(database, found, form.why.data, **by_whom())
    _remember(found.id)
    remember(form.why.data, office.clock.now())
    return redirect(url_for("cases.person", reference=reference, number=number))


def _said() -> dict[str, Any]:
    """The words of the page, and who reads it."""
    return {
        "words": words,
        "said_of": reports,
        "known": labels,
        "kinds": labels.MOVEMENTS,
        "outcomes": OUTCOMES,
        "row_says": row_says,
        "is_officer": access.actor().role in OFFICERS,
    }


def _has_opened(person_id: int) -> bool:
    """Whether this one has given the reason already, in this session."""
    opened = session.get("records", {})
    return opened.get("by") == access.actor().id and person_id in opened["people"]


def _remember(person_id: int) -> None:
    opened = session.get("records", {})
    by = access.actor().id
    known = opened["people"] if opened.get("by") == by else []
    session["records"] = {"by": by, "people": [*known, person_id][-REMEMBERED:]}


@cases.route(
    "/app/staff/enterprises/<reference>/people/<int:number>/override/",
    methods=["GET", "POST"],
)
@staff(*REVIEWERS)
def override(reference: str, number: int) -> ResponseReturnValue:
    """An officer decides; the rule's word stays beside it."""
    office = current_office()
    today = office.clock.today()
    with office.database.reading() as database:
        found = find_person(database, reference, number)
        says = labels.full(office, found)
        by_rule = _by_rule(found, rulebook(office, today))
    due_on = by_rule.due_on
    preset = due_on if due_on and due_on > today else None
    form = OverrideForm(data={"outcome": "", "until": preset})
    decided = form.decision(by_rule)
    if decided is None:
        return render_template(
            "cases/override.html", p=found, form=form, says=says, by_rule=by_rule
        )
    with office.database.writing() as database:
        found = find_person(database, reference, number)
        given = decided.outcome, decided.reason, decided.until
        operations.override(database, found, *given, **by_whom())
    return redirect(url_for("cases.person", reference=reference, number=number))


def _by_rule(person: Person, rules: Rules) -> ByRule:
    return ByRule(
        None if person.stayed else person.arrived_on,
        days_by_rule(person, rules),
        ends_by_rule(person, rules),
    )


@cases.post("/app/staff/enterprises/<reference>/people/<int:number>/determine/")
@staff(*REVIEWERS)
def determine(reference: str, number: int) -> ResponseReturnValue:
    """By the rule as it is today: where the days are over, or the rule has changed."""
    office = current_office()
    with office.database.writing() as database:
        found = find_person(database, reference, number)
        rules = rulebook(office, office.clock.today())
        operations.determine_again(database, found, rules=rules, **by_whom())
    return redirect(url_for("cases.person", reference=reference, number=number))
