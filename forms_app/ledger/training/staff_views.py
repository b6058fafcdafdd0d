"""/app/staff/training/: sessions, who enrolled, the code on the wall, the list to tick,
who still lacks it by grid.
"""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.clock import real_now
from forms_app.base.documents.queries import current
from forms_app.base.documents.sections import NOTICES, POLICIES
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.qr import qr_of
from forms_app.ledger.items.queries import parts_of
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.items.staff_views import find
from forms_app.ledger.training import enrolling, labels, operations, queries
from forms_app.ledger.training.codes import code_at
from forms_app.ledger.training.forms import TrainingForm
from forms_app.ledger.training.models import Training
from forms_app.ledger.training.rules import CODE_HOLDS
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.grid.places import kept_by, menu_of, seen_by
from forms_app.permits.grid.queries import directory, title_of

trainings = Blueprint("trainings", __name__)
OFFICE = ("reviewer", "office")


@trainings.get("/app/staff/training/")
@staff()
def every() -> ResponseReturnValue:
    office = current_office()
    actor = access.actor()
    places = directory(office)
    seen = {community.slug for community in seen_by(office, actor)}
    with office.database.reading() as session:
        found = page_of(queries.trainings(session, seen))
        counts = queries.counts(session)
        by_grid = queries.by_grid(session, visible_to(actor))
    names = {
        (c.slug, g.slug): f"{title_of(c)} {g.name}"
        for c in places.values()
        for g in c.grids
    }
    values: dict[str, Any] = {
        "found": found,
        "counts": counts,
        "by_grid": by_grid,
        "names": names,
        "words": labels,
    }
    return render_template(
        "training/every.html",
        may_hold=actor.role in {"reviewer", "office", "admin"},
        **values,
    )


@trainings.route("/app/staff/training/new/", methods=["GET", "POST"])
@staff(*OFFICE)
def new() -> ResponseReturnValue:
    office = current_office()
    form = TrainingForm()
    form.offer(
        menu_of(kept_by(office, access.actor())),
        current(office, NOTICES, POLICIES),
    )
    if not form.validate_on_submit():
        return render_template("training/new.html", form=form)
    with office.database.writing() as session:
        held = operations.hold(
            session, form.community.data or "", form.values(), **by_whom()
        )
    return redirect(url_for("trainings.one", training_id=held.id))


def _find(session: Session, training_id: int) -> Training:
    """One of one's own communities, or 404."""
    training = session.get(Training, training_id) or abort(404)
    must_see(training.community, "")
    return training


@trainings.get("/app/staff/training/<int:training_id>/")
@staff(*OFFICE)
def one(training_id: int) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        training = _find(session, training_id)
        enrolled = [
            item
            for item in parts_of(session, training.part)
            if item.status != "dropped"
        ]
    values = {
        "training": training,
        "enrolled": enrolled,
        "words": labels,
        "form": FlaskForm(),
    }
    return render_template("training/one.html", **values)


@trainings.post("/app/staff/training/<int:training_id>/call-off/")
@staff(*OFFICE)
def call_off(training_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        operations.call_off(session, _find(session, training_id), **by_whom())
    return redirect(url_for("trainings.one", training_id=training_id))


@trainings.post("/app/staff/training/<int:training_id>/attended/<int:item_id>/")
@staff(*OFFICE)
def attended(training_id: int, item_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        training = _find(session, training_id)
        (item, _kind) = find(session, item_id)
        if item.part_of != training.part:
            abort(404)
        enrolling.attend(session, item, **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("trainings.one", training_id=training_id))


@trainings.post("/app/staff/training/<int:training_id>/attended/")
@staff(*OFFICE)
def everybody_attended(training_id: int) -> ResponseReturnValue:
    """Everybody who enrolled and is not ticked yet; each has an entry of its own."""
    with current_office().database.writing() as session:
        training = _find(session, training_id)
        expected = [
            item
            for item in parts_of(session, training.part)
            if item.status in UNFINISHED
        ]
        for item in expected:
            enrolling.attend(session, item, **by_whom())
    flash(_("记下了：%(n)s 家到场。", n=len(expected)))
    return redirect(url_for("trainings.one", training_id=training_id))


@trainings.get("/app/staff/training/<int:training_id>/code/")
@staff(*OFFICE)
def code(training_id: int) -> ResponseReturnValue:
    """The code for the wall; the page fetches the next one by itself."""
    office = current_office()
    with office.database.reading() as session:
        training = _find(session, training_id)
    path = url_for(
        "my_training.here", training_id=training.id, code=code_at(training, real_now())
    )
    qr = qr_of(f"{office.config.public_url}{path}")
    answer: Response = make_response(
        render_template("training/code.html", training=training, qr=qr)
    )
    answer.headers["Refresh"] = str(int(CODE_HOLDS.total_seconds()) // 2)
    answer.headers["Cache-Control"] = "no-store"
    return answer
