"""/app/my/training/: sessions for an enterprise's safety manager: enrol, cancel,
confirm by the code on the wall.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base.access import enterprise_only
from forms_app.base.calendar_file import download
from forms_app.base.catalogue import gettext as _
from forms_app.base.clock import real_now
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.ledger.training import enrolling, labels, queries
from forms_app.ledger.training.calendar import event_of
from forms_app.ledger.training.codes import is_code
from forms_app.ledger.training.models import Training
from forms_app.ledger.training.rules import LATE, may_enrol
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.session import current_enterprise

my_training = Blueprint("my_training", __name__)


@my_training.get("/app/my/training/")
@enterprise_only
def every() -> ResponseReturnValue:
    office = current_office()
    now = office.clock.now()
    with office.database.reading() as session:
        enterprise = current_enterprise(session)
        found = page_of(queries.trainings(session, {enterprise.community}, now - LATE))
        counts = queries.counts(session)
        own = {one.id: enrolling.enrolment(session, one, enterprise) for one in found}
    may = {one.id: may_enrol(one.at, now, False) for one in found}
    values = {
        "found": found,
        "own": own,
        "counts": counts,
        "may": may,
        "words": labels,
        "form": FlaskForm(),
    }
    return render_template("training/mine.html", here="my", **values)


def _find(session: Session, training_id: int) -> tuple[Training, Enterprise]:
    """A session of the own community, or 404."""
    training = session.get(Training, training_id) or abort(404)
    enterprise = current_enterprise(session)
    return (
        (training, enterprise)
        if training.community == enterprise.community
        else abort(404)
    )


@my_training.post("/app/my/training/<int:training_id>/enrol/")
@enterprise_only
def enrol(training_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        enrolling.enrol(session, *_find(session, training_id), **by_whom())
    flash(_("报上名了。"))
    return redirect(url_for("my_training.every"))


@my_training.post("/app/my/training/<int:training_id>/cancel/")
@enterprise_only
def cancel(training_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        enrolling.cancel(session, *_find(session, training_id), **by_whom())
    flash(_("已经取消报名。"))
    return redirect(url_for("my_training.every"))


@my_training.get("/app/my/training/<int:training_id>/training.ics")
@enterprise_only
def calendar(training_id: int) -> Response:
    """For whoever is enrolled."""
    office = current_office()
    with office.database.reading() as session:
        training, enterprise = _find(session, training_id)
        if enrolling.enrolment(session, training, enterprise) is None:
            abort(404)
    return download(event_of(office, training, office.clock.now()), "training")


@my_training.route(
    "/app/my/training/<int:training_id>/here/<code>/", methods=["GET", "POST"]
)
@enterprise_only
def here(training_id: int, code: str) -> ResponseReturnValue:
    """What the code on the wall leads to.

    It holds a few minutes: a link that was passed on comes too late.
    """
    office = current_office()
    form = FlaskForm()
    with office.database.reading() as session:
        training, _enterprise = _find(session, training_id)
    is_good = is_code(training, code, real_now())
    if not is_good or not form.validate_on_submit():
        return render_template(
            "training/here.html",
            here="my",
            training=training,
            is_good=is_good,
            form=form,
        )
    with office.database.writing() as session:
        enrolling.be_there(session, *_find(session, training_id), **by_whom())
    flash(_("签到好了。"))
    return redirect(url_for("my_training.every"))
