"""/app/staff/sweeps/: begin a sweep, walk it, see the gaps, close it; the roster by
class as Excel.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access, audit
from forms_app.base.access import staff
from forms_app.base.exports.views import begin as begin_export
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.ledger.sweeps import labels, operations, people, queries
from forms_app.ledger.sweeps.forms import BeginForm, CloseForm, VisitForm
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.sweeps.roster import ROSTER
from forms_app.ledger.sweeps.rules import Result, coverage
from forms_app.people.rosters import residents
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.labels import short
from forms_app.people.rosters.resident_form import ResidentForm
from forms_app.permits.grid.queries import directory, name_of

sweeps = Blueprint("sweeps", __name__)
OFFICE = ("reviewer", "office")


@sweeps.get("/app/staff/sweeps/")
@staff()
def every() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    grids = {
        c.slug: [grid.slug for grid in c.grids] for c in directory(office).values()
    }
    with office.database.reading() as session:
        found = page_of(queries.sweeps(session, queries.communities_of(actor, grids)))
        covered = {
            sweep.id: coverage(u.result for u in queries.units(session, actor, sweep))
            for sweep in found
        }
    values = {
        "found": found,
        "covered": covered,
        "may_begin": actor.role in {"reviewer", "office", "admin"},
        "words": labels,
    }
    return render_template("sweeps/every.html", **values)


@sweeps.route("/app/staff/sweeps/begin/", methods=["GET", "POST"])
@staff(*OFFICE)
def begin() -> ResponseReturnValue:
    office = current_office()
    form = BeginForm()
    form.offer(directory(office), access.actor())
    if not form.validate_on_submit():
        return render_template("sweeps/begin.html", form=form)
    with office.database.writing() as session:
        place = form.community.data
        title = form.title.data or ""
        begun = operations.begin(session, place, title, form.rows(), **by_whom())
    return redirect(url_for("sweeps.one", sweep_id=begun.id))


def _find(session: Session, sweep_id: int) -> tuple[Sweep, list[SweepUnit]]:
    """A sweep with the units one may see, or 404 when there are none."""
    sweep = session.get(Sweep, sweep_id) or abort(404)
    return sweep, queries.units(session, access.actor(), sweep) or abort(404)


@sweeps.get("/app/staff/sweeps/<int:sweep_id>/")
@staff()
def one(sweep_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        sweep, units = _find(session, sweep_id)
        history = audit.history(session, f"{sweep.community}/sweep-{sweep.id}")[-1:]
        classes = people.in_classes(session, units)
    community = directory(office).get(sweep.community)
    names = {grid.slug: grid.name for grid in community.grids} if community else {}
    values = {
        "sweep": sweep,
        "units": units,
        "classes": classes,
        "by_grid": queries.by_grid(units),
        "names": names,
        "words": labels,
        "covered": coverage(unit.result for unit in units),
        "history": history,
        "form": FlaskForm(),
    }
    return render_template(
        "sweeps/one.html", may_close=access.actor().role != "grid_worker", **values
    )


def _unit(session: Session, sweep_id: int, unit_id: int) -> SweepUnit:
    _sweep, units = _find(session, sweep_id)
    return next((unit for unit in units if unit.id == unit_id), None) or abort(404)


@sweeps.route(
    "/app/staff/sweeps/<int:sweep_id>/<int:unit_id>/", methods=["GET", "POST"]
)
@staff()
def visit(sweep_id: int, unit_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        unit = _unit(session, sweep_id, unit_id)
        found = people.of_unit(session, unit)
        classes = people.in_classes(session, [unit])
    form = VisitForm(data={"result": unit.result, "note": unit.note})
    if not form.validate_on_submit():
        return render_template(
            "sweeps/visit.html",
            form=form,
            unit=unit,
            sweep_id=sweep_id,
            people=found,
            classes=classes,
            words=labels,
            says=short,
        )
    with office.database.writing() as session:
        unit = _unit(session, sweep_id, unit_id)
        operations.visit(
            session, unit, Result(form.result.data), form.note.data or "", **by_whom()
        )
    return redirect(url_for("sweeps.one", sweep_id=sweep_id))


@sweeps.route(
    "/app/staff/sweeps/<int:sweep_id>/<int:unit_id>/add/", methods=["GET", "POST"]
)
@staff()
def add(sweep_id: int, unit_id: int) -> ResponseReturnValue:
    """Somebody without an employer who lives at a unit."""
    office = current_office()
    with office.database.reading() as session:
        unit = _unit(session, sweep_id, unit_id)
        place = unit.sweep.community, unit.grid
    form = ResidentForm(data={"room": unit.label})
    form.offer([(unit.grid, name_of(office, *place))])
    notice = residents.notice_of(office)
    judged = form.judged(office.clock.today())
    page = partial(
        render_template,
        "sweeps/add.html",
        form=form,
        unit=unit,
        sweep_id=sweep_id,
        notice=notice,
    )
    if judged is None:
        return page()
    try:
        with office.database.writing() as session:
            person = residents.register(
                session,
                residents.home(office, *place),
                judged.values,
                source="door",
                notice=notice.version,
                rules=rulebook(office, office.clock.today()),
                **by_whom(),
            )
            unit = _unit(session, sweep_id, unit_id)
            operations.found(session, unit, person, **by_whom())
    except Refused as refused:
        form.phone.errors = [str(refused)]
        return page()
    return redirect(url_for("sweeps.visit", sweep_id=sweep_id, unit_id=unit_id))


@sweeps.post("/app/staff/sweeps/<int:sweep_id>/<int:unit_id>/take-back/")
@staff()
def take_back(sweep_id: int, unit_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        operations.take_back(session, _unit(session, sweep_id, unit_id), **by_whom())
    return redirect(url_for("sweeps.one", sweep_id=sweep_id))


@sweeps.route("/app/staff/sweeps/<int:sweep_id>/close/", methods=["GET", "POST"])
@staff(*OFFICE)
def close(sweep_id: int) -> ResponseReturnValue:
    office = current_office()
    form = CloseForm()
    with office.database.reading() as session:
        sweep, units = _find(session, sweep_id)
    if not form.validate_on_submit():
        gaps = [unit for unit in units if coverage([unit.result]).visited == 0]
        return render_template(
            "sweeps/close.html",
            form=form,
            sweep=sweep,
            gaps=page_of(gaps),
            unlisted=sum(unit.result == Result.TO_LIST for unit in units),
        )
    with office.database.writing() as session:
        sweep, _units = _find(session, sweep_id)
        operations.close(session, sweep, form.reason.data or "", **by_whom())
    return redirect(url_for("sweeps.one", sweep_id=sweep_id))


@sweeps.post("/app/staff/sweeps/roster.xlsx")
@staff(*OFFICE)
def roster() -> ResponseReturnValue:
    return begin_export(ROSTER.id, ROSTER.id)
