"""/app/staff/applications/: the queue, one application, and what can be done with it:
take, accept, return, refuse.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, audit
from forms_app.base.access import must_see, staff
from forms_app.base.exports.views import begin
from forms_app.base.feature import facts
from forms_app.base.long_list import LIST, shown
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.base.worklist import reader_of
from forms_app.permits.campaigns.choice import speak_of
from forms_app.permits.enterprises import history
from forms_app.permits.enterprises.filters import similar
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages import queries as told
from forms_app.permits.resumption import (
    acceptance,
    decisions,
    evidence,
    form_pages,
    labels,
    operations,
    papers,
    particulars,
    queries,
    returns,
    stages,
)
from forms_app.permits.resumption.acceptance import Terms
from forms_app.permits.resumption.application_list import APPLICATIONS
from forms_app.permits.resumption.bases import bases, basis_in_force
from forms_app.permits.resumption.deeds import deeds_of
from forms_app.permits.resumption.list_sheets import LISTS, given
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.priority_file import PRIORITY
from forms_app.permits.resumption.rules import FLOW, Action, Stage, is_taken
from forms_app.permits.resumption.staff_forms import (
    AcceptForm,
    ReasonForm,
    ReturnForm,
    VersionedForm,
    return_form,
)
from forms_app.permits.resumption.stock_sentences import stock_sentences
from forms_app.permits.resumption.way import onward, way

review = Blueprint("review", __name__)
REVIEWERS = ("reviewer", "office")


@review.get("/app/staff/applications/")
@staff()
def queue() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        reader = reader_of(office, session)
        view = shown(APPLICATIONS, reader)
        values = {
            "similar": similar(reader, view),
            "held": set().union(*facts("applications.wait", session, view.found)),
        }
    deeds = deeds_of(APPLICATIONS, office, access.actor())
    return render_template(
        "review/queue.html", view=view, deeds=deeds, labels=labels, **values
    )


@review.post("/app/staff/sheets/<name>/")
@staff()
def sheet(name: str) -> ResponseReturnValue:
    """The view of a list that somebody looks at, as Excel."""
    of = LISTS.get(name) or abort(404)
    asked = of.read(request.args.get(LIST, ""))
    office = current_office()
    with office.database.reading() as session:
        wanted = given(of, reader_of(office, session), asked)
    return begin(name, asked.get("community") or "all", **wanted)


def find(session: Session, application_id: int) -> Application:
    """The application, or 404 when it is not there or of another grid."""
    application = session.get(Application, application_id)
    if application is None:
        abort(404)
    must_see(application.enterprise.community, application.enterprise.grid)
    speak_of(current_office(), application.campaign)
    return application


@review.get("/app/staff/applications/<int:application_id>/")
@staff()
def application(application_id: int) -> ResponseReturnValue:
    return _show(application_id)


def _show(application_id: int, **bound: Any) -> str:
    """The page of one application; `bound` has forms that came back with errors."""
    office = current_office()
    with office.database.reading() as session:
        found = find(session, application_id)
        values = {
            **_facts(session, office, found),
            **_possible(office, found),
            **_forms(office, found),
            "way": way(reader_of(office, session), request.args, application_id),
            "stock": stock_sentences(
                office, found.campaign, form_pages.form_of(office, found)
            ),
            **bound,
        }
        return render_template("review/application.html", labels=labels, **values)


def _facts(session: Session, office: Office, found: Application) -> dict[str, Any]:
    """What is known of an application and of whoever made it."""
    return {
        "a": found,
        "e": found.enterprise,
        "manager": found.enterprise.manager,
        "answers": form_pages.answers_of(session, office, found),
        "to_mend": returns.to_mend(session, office, found),
        "papers": papers.papers(session, found),
        "beside": queries.beside(session, found),
        "history": audit.history(session, found.enterprise.reference),
        "words": history.words(),
        "particulars": particulars.of_application(office, found),
        "known": evidence.of_application(office, session, found),
        "told": page_of(told.of_enterprise(session, found.enterprise), key="told"),
        "steps": stages.steps(found),
        "why": _why(office, found),
    }


def _possible(office: Office, found: Application) -> dict[str, bool]:
    """What may be done with it now, and whether somebody else is doing so."""
    actor = access.actor()
    now = office.clock.now()
    actions = FLOW.actions(Stage(found.stage))
    return {
        "taken": is_taken(found.taken_by, found.taken_at, reader=actor.id, now=now),
        "may_review": actor.role in {"reviewer", "office", "admin"},
        "may_return": Action.RETURN in actions,
        "may_refuse": Action.REFUSE in actions,
    }


def _forms(office: Office, found: Application) -> dict[str, VersionedForm]:
    """The forms of the page, of the version that is shown."""
    forms = {
        "accept": _accept_form(office, found),
        "back": _return_form(office, found, formdata=None),
        "refuse": ReasonForm(formdata=None),
    }
    for form in forms.values():
        form.version.data = found.version
    return forms


def _return_form(office: Office, found: Application, **given: Any) -> ReturnForm:
    asked = form_pages.form_of(office, found).asked
    questions = asked.asked(found.answers, form_pages.beside(office, found.campaign))
    return return_form(asked, questions, **given)


def _why(office: Office, found: Application) -> str:
    """The reason the priority rule gives for its suggestion."""
    priority = rule(office, PRIORITY, office.clock.today(), found.campaign)
    return priority.reason(found.suggested_by) if priority else ""


def _accept_form(office: Office, found: Application, **given: Any) -> AcceptForm:
    community = directory(office).get(found.enterprise.community)
    squad = community.squad_of(found.enterprise.grid) if community else None
    squads = community.squads if community else ()
    suggested = {
        "priority": found.suggested_class,
        "batch": 1,
        "squad": squad.slug if squad else "",
        "basis": basis_in_force(office, found.campaign),
    }
    form = AcceptForm(**given, data=suggested) if given else AcceptForm(data=suggested)
    form.offer([(s.slug, s.name) for s in squads], bases(office, found.campaign))
    return form


def _unchanged(
    session: Session, application_id: int, form: VersionedForm
) -> Application:
    found = find(session, application_id)
    if not form.matches(found.version):
        raise ChangedMeanwhile
    return found


def _onward(application_id: int) -> dict[str, Any]:
    """What leads on to the next one of the list, asked before this one is decided."""
    office = current_office()
    with office.database.reading() as session:
        return onward(reader_of(office, session), request.args, application_id)


def _back(application_id: int, **on: Any) -> ResponseReturnValue:
    return redirect(url_for("review.application", application_id=application_id, **on))


@review.post("/app/staff/applications/<int:application_id>/take/")
@staff(*REVIEWERS)
def take(application_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        operations.take(
            session,
            find(session, application_id),
            **by_whom(),
        )
    on = {LIST: request.args[LIST]} if LIST in request.args else {}
    return _back(application_id, **on)


@review.post("/app/staff/applications/<int:application_id>/accept/")
@staff(*REVIEWERS)
def accept(application_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        form = _accept_form(office, find(session, application_id))
    if not form.validate_on_submit():
        return _show(application_id, accept=form)
    on = _onward(application_id)
    terms = Terms(**{one.name: form[one.name].data for one in fields(Terms)})
    try:
        with office.database.writing() as session:
            found = _unchanged(session, application_id, form)
            intent = acceptance.accept(reader_of(office, session), found, terms)
    except Refused as refused:
        form.reason.errors = [*form.reason.errors, str(refused)]
        return _show(application_id, accept=form)
    if intent:
        decisions.carry_out(office.content, found.enterprise, intent)
    return _back(application_id, **on)


@review.post("/app/staff/applications/<int:application_id>/return/")
@staff(*REVIEWERS)
def return_for_changes(application_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, application_id)
        form = _return_form(office, found)
    if not form.validate_on_submit():
        return _show(application_id, back=form)
    on = _onward(application_id)
    with office.database.writing() as session:
        found = _unchanged(session, application_id, form)
        items = returns.items(session, office, found, form.said)
        operations.return_for_changes(session, office, found, items, **by_whom())
    return _back(application_id, **on)


@review.post("/app/staff/applications/<int:application_id>/refuse/")
@staff(*REVIEWERS)
def refuse(application_id: int) -> ResponseReturnValue:
    office = current_office()
    form = ReasonForm()
    if not form.validate_on_submit():
        return _show(application_id, refuse=form)
    on = _onward(application_id)
    with office.database.writing() as session:
        found = _unchanged(session, application_id, form)
        by = by_whom()
        reason = form.reason.data or ""
        basis = basis_in_force(office, found.campaign)
        operations.refuse(session, office, found, reason, basis=basis, **by)
    return _back(application_id, **on)
