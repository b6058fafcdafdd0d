"""/app/staff/isolation/: who is to be arranged, who is due, one case, and what is done
about it.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.feature import Link, facts
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.purpose import asks_purpose
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.base.words import Word
from forms_app.people.health_rules.labels import OUTCOMES, row_says
from forms_app.people.isolation import case_diary, release_operations
from forms_app.people.isolation import case_labels as words
from forms_app.people.isolation import case_operations as operations
from forms_app.people.isolation import case_queries as queries
from forms_app.people.isolation import labels as reports
from forms_app.people.isolation.case_forms import FORMS, ActionForm, ReasonForm
from forms_app.people.isolation.case_plan import OFFICERS
from forms_app.people.isolation.case_queries import Within
from forms_app.people.isolation.case_readings import missing_slots
from forms_app.people.isolation.case_rules import (
    FLOW,
    STRIKABLE,
    Action,
    State,
    progress,
)
from forms_app.people.isolation.models import Case, CaseEvent
from forms_app.people.isolation.observation import observe
from forms_app.people.isolation.place_queries import Occupancy, offered
from forms_app.people.isolation.undecided import to_arrange, undecided
from forms_app.people.rosters import labels
from forms_app.people.rosters.determining import days_by_rule, rulebook
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.grid.queries import directory, title_of

cases = Blueprint("cases", __name__)
REVIEWERS = ("reviewer", "office")
VERBS: dict[Action, Callable[..., None]] = {
    Action.VISIT: case_diary.log_visit,
    Action.OUTING: case_diary.allow_outing,
    Action.NEED: case_diary.note_need,
    Action.CHANGE: operations.change,
    Action.EXTEND: operations.extend,
    Action.RELEASE: release_operations.release,
    Action.EARLY: release_operations.release_early,
    Action.STOP: release_operations.stop,
    Action.REOPEN: release_operations.reopen,
}


def _helped(session: Session, needs: list[int]) -> dict[int, Link]:
    """By need of a case, what sees to it."""
    found: dict[int, Link] = {}
    for told in facts("need", session, needs):
        found |= told
    return found


@cases.get("/app/staff/isolation/", endpoint="list")
@staff()
def overview() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    today = current_office().clock.today()
    asked = asked_within()
    with office.database.reading() as session:
        within = Within(actor, **asked)
        overdue = queries.open_cases(session, within, Case.due_on < today)
        ending = queries.open_cases(session, within, Case.due_on == today)
        going_on = queries.open_cases(session, within, Case.due_on > today)
        values = {
            "overdue": page_of(overdue, key="overdue"),
            "ending": page_of(ending, key="ending"),
            "to_arrange": page_of(to_arrange(session, within, today), key="to-arrange"),
            "undecided": len(undecided(session, within, today, None)),
            "needs": (
                needs := page_of(queries.to_fulfil(session, within), key="needs")
            ),
            "helped": _helped(session, [need.event_id for need in needs]),
            "going_on": page_of(going_on, key="going-on"),
            "free": sum(one.free for one in offered(session)),
        }
    communities, grids = scope(office)
    values |= {
        "communities": communities,
        "grids": grids,
        "asked": asked,
        "today": today,
        "says": labels.short,
    }
    return render_template(
        "cases/list.html", shown=shown_in(office), words=words, **values
    )


def asked_within() -> dict[str, str]:
    """The community and the grid that the address asks for."""
    return {name: request.args.get(name, "") for name in ("community", "grid")}


def scope(office: Office) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The communities and the grids that the actor may see, with their names."""
    able = [
        (community, grid)
        for community in directory(office).values()
        for grid in community.grids
        if access.actor().may_see(community.slug, grid.slug)
    ]
    communities = {community.slug: title_of(community) for community, _grid in able}
    return list(communities.items()), [
        (grid.slug, f"{title_of(community)} {grid.name}") for community, grid in able
    ]


def shown_in(office: Office) -> Callable[[Case], Word]:
    """How far a case is today."""
    today = office.clock.today()
    return lambda case: words.progress_shown(
        progress(case.starts_on, case.due_on, today)
    )


def must_see_enterprise(enterprise: Unit) -> None:
    must_see(enterprise.community, enterprise.grid)


def find(session: Session, case_id: int) -> Case:
    """The case, or 404 when it is not there or of another grid."""
    case = session.get(Case, case_id) or abort(404)
    must_see_enterprise(case.person.enterprise)
    return case


@cases.get("/app/staff/isolation/<int:case_id>/", endpoint="case")
@staff()
@asks_purpose
def show(case_id: int) -> ResponseReturnValue:
    office = current_office()
    today = current_office().clock.today()
    with office.database.reading() as session:
        found = find(session, case_id)
        person = found.person
        missing = missing_slots(session, found)
        values = {
            "c": found,
            "p": person,
            "e": person.enterprise,
            "says": labels.full(office, person),
            "outcomes": OUTCOMES,
            "row_says": row_says,
            "determinations": list(person.determinations),
            "events": list(found.events)[::-1],
            "helped": _helped(session, [event.id for event in found.events]),
            "missing": [day for day, _slot in missing if day < today],
            "seen": observe(session, office, person),
            "rule_days": days_by_rule(person, rulebook(office, today)),
            "differs": found.state == State.OPEN
            and (person.outcome, person.ends_on) != (found.mode, found.due_on),
            "is_officer": access.actor().role in OFFICERS,
            "may": FLOW.actions(State(found.state)),
            "is_due": found.due_on <= today,
        }
    forms = {
        "visit": _form(Action.VISIT, found),
        "strikable": STRIKABLE,
        "words": words,
        "said_of": reports,
    }
    return render_template("cases/case.html", shown=shown_in(office), **forms, **values)


def _form(action: Action, case: Case) -> ActionForm:
    """The form of an action, with what the case says now or what was sent."""
    form = FORMS[action]()
    supervisors = list[str]()
    places = list[Occupancy]()
    if action is Action.CHANGE:
        with current_office().database.reading() as session:
            supervisors = queries.supervisors(session, case.person.enterprise)
            places = offered(session)
    form.begin(case, supervisors, places)
    return form


@cases.route(
    "/app/staff/isolation/<int:case_id>/<any(visit, outing, need, change, extend, "
    "release, stop, reopen):action>/",
    methods=["GET", "POST"],
)
@staff()
def act(case_id: int, action: str) -> ResponseReturnValue:
    return _act(case_id, Action(action))


@cases.route("/app/staff/isolation/<int:case_id>/early/", methods=["GET", "POST"])
@staff(*REVIEWERS)
def release_early(case_id: int) -> ResponseReturnValue:
    """Otherwise than the rule: an officer's word."""
    return _act(case_id, Action.EARLY)


def _act(case_id: int, action: Action) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, case_id)
        FLOW.after(State(found.state), action)
        missing = len(missing_slots(session, found)) if action is Action.RELEASE else 0
    form = _form(action, found)
    given = form.given()
    if given is None:
        return _ask(found, action, form, missing)
    try:
        with office.database.writing() as session:
            case = _unchanged(session, case_id, form)
            if action is Action.RELEASE:
                given["missing"] = len(missing_slots(session, case))
            VERBS[action](session, case, **given, **by_whom())
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        form.tell(str(refused))
        return _ask(found, action, form, missing)
    return redirect(url_for("cases.case", case_id=case_id))


def _ask(case: Case, action: Action, form: ActionForm, missing: int = 0) -> str:
    values = {
        "title": words.ACTIONS[action],
        "about": words.ABOUT[action],
        "missing": missing,
    }
    return render_template("cases/act.html", c=case, form=form, **values)


def _unchanged(session: Session, case_id: int, form: ActionForm) -> Case:
    found = find(session, case_id)
    if not form.matches(found.version):
        raise ChangedMeanwhile
    return found


def _event(case: Case, event_id: int) -> CaseEvent:
    return next(
        (event for event in case.events if event.id == event_id), None
    ) or abort(404)


@cases.post("/app/staff/isolation/<int:case_id>/<int:event_id>/fulfil/")
@staff()
def fulfil(case_id: int, event_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        found = find(session, case_id)
        case_diary.fulfil(session, found, _event(found, event_id), **by_whom())
    is_from_the_list = request.form.get("back") == "list"
    return redirect(
        url_for("cases.list")
        if is_from_the_list
        else url_for("cases.case", case_id=case_id)
    )


@cases.route(
    "/app/staff/isolation/<int:case_id>/<int:event_id>/strike/", methods=["GET", "POST"]
)
@staff()
def strike(case_id: int, event_id: int) -> ResponseReturnValue:
    office = current_office()
    form = ReasonForm()
    with office.database.reading() as session:
        found = find(session, case_id)
        FLOW.after(State(found.state), Action.STRIKE)
        _event(found, event_id)
    if form.given() is None:
        return _ask(found, Action.STRIKE, form)
    with office.database.writing() as session:
        found = find(session, case_id)
        reason = form.reason.data or ""
        case_diary.strike(session, found, _event(found, event_id), reason, **by_whom())
    return redirect(url_for("cases.case", case_id=case_id))
