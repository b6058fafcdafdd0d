"""Asking for a home service: by the person on the own link's page, by staff on the page
of a case.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, public, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import by_whom, current_office
from forms_app.ledger.items import labels as item_words
from forms_app.ledger.volunteering import queries, services
from forms_app.ledger.volunteering.forms import ServiceForm
from forms_app.ledger.volunteering.kinds import HOME_SERVICE
from forms_app.ledger.volunteering.labels import SERVICES
from forms_app.ledger.volunteering.models import Service
from forms_app.ledger.volunteering.rules import OF_NEED
from forms_app.ledger.volunteering.staff_views import volunteers
from forms_app.ledger.volunteering.views import volunteer
from forms_app.people.isolation.case_views import find
from forms_app.people.isolation.models import Case, CaseEvent
from forms_app.people.isolation.own_views import asking
from forms_app.permits.grid.queries import directory


@volunteer.route("/app/own/help/", methods=["GET", "POST"])
@public
@limiter.limit("30/hour", methods=["POST"])
def own_help() -> ResponseReturnValue:
    """Whoever stays in asks for something, and sees how it stands."""
    office = current_office()
    form = ServiceForm()
    with office.database.reading() as database:
        known = asking(database)
        if known is None:
            return render_template("isolation/own_gone.html"), 404
        case, person, enterprise = known
        asked = queries.services_of(database, case.id)
    if form.validate_on_submit():
        acting = Actor("visitor", f"own:{enterprise.reference}:{person.number}")
        with office.database.writing() as database:
            kept = database.get_one(Case, case.id)
            services.ask(
                database,
                kept,
                *_given(form),
                due_at=form.due_at.data,
                actor=acting,
                now=office.clock.now(),
            )
        flash(_("记下了。志愿者接下以后，这里会显示。"))
        return redirect(url_for("volunteer.own_help"))
    values: dict[str, Any] = {
        **_said(asked),
        "community": directory(office).get(case.community),
    }
    return render_template("volunteering/own_help.html", form=form, **values)


def _said(asked: list[Service]) -> dict[str, Any]:
    """What was asked for, and the words for how it stands."""
    now = current_office().clock.now()
    return {
        "asked": asked,
        "state": lambda item: item_words.state(item, HOME_SERVICE, now),
        "services": SERVICES,
    }


def _given(form: ServiceForm) -> tuple[str, str]:
    return form.kind.data, form.what.data or ""


@volunteers.route(
    "/app/staff/isolation/<int:case_id>/service/", methods=["GET", "POST"]
)
@staff()
def of_case(case_id: int) -> ResponseReturnValue:
    """Staff ask volunteers, for a need that was noted or for something new."""
    office = current_office()
    with office.database.reading() as database:
        case = find(database, case_id)
        need = _need(database, case)
        asked = queries.services_of(database, case.id)
    form = ServiceForm(
        data={
            "kind": OF_NEED.get(need.code or "") if need else None,
            "what": need.note if need else "",
        }
    )
    if not form.validate_on_submit():
        return render_template(
            "volunteering/service.html", form=form, c=case, **_said(asked)
        )
    with office.database.writing() as database:
        case = find(database, case_id)
        need = _need(database, case)
        due_at = form.due_at.data
        service = services.ask(
            database, case, *_given(form), need=need, due_at=due_at, **by_whom()
        )
    return redirect(url_for("items.one", item_id=service.item_id))


def _need(database: Session, case: Case) -> CaseEvent | None:
    """The need it is for, when one is named; 404 when it cannot be handed to a
    volunteer.
    """
    asked = request.args.get("need", 0, int)
    found = database.get(CaseEvent, asked) if asked else None
    if not asked:
        return None
    is_one = (
        found is not None
        and found.case_id == case.id
        and found.code in OF_NEED
        and not found.struck_at
    )
    return found if is_one else abort(404)
