"""/app/my/visit/: an enterprise picks a time for the check at its door, moves it once,
and takes it along as a file.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import enterprise_only
from forms_app.base.calendar_file import download
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.permits.appointments import operations, queries, rules
from forms_app.permits.appointments.arrangement import Arrangement, arrangement
from forms_app.permits.appointments.calendar import event_of
from forms_app.permits.appointments.forms import PickForm, choices
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.appointments.way import way
from forms_app.permits.campaigns.choice import chosen
from forms_app.permits.enterprises.session import applicant
from forms_app.permits.grid.queries import directory

appointments = Blueprint("appointments", __name__)


@appointments.route("/app/my/visit/", methods=["GET", "POST"])
@enterprise_only
@limiter.limit("60/hour", methods=["POST"])
def pick() -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    home = way("resumption.my", campaign)
    with office.database.reading() as session:
        unit = applicant(session)
        found = arrangement(office, session, unit, campaign)
        if found is None:
            flash(_(queries.NOTHING_DUE), "warn")
            return redirect(home)
        form, offers = _form(office, session, found)
    if found.fixed or not form.validate_on_submit():
        form.at.choices = offers
        return render_template(
            "appointments/pick.html",
            here="apply",
            e=unit,
            form=form,
            found=found,
            known=found.appointment,
            campaign=campaign,
            community=directory(office).get(unit.community),
            home=home,
        )
    try:
        taken = _take(office, campaign, form)
    except operations.NoLongerFree as full:
        flash(str(full), "warn")
        return redirect(way("appointments.pick", campaign))
    flash(_("约好了：%(when)s。", when=when(taken.begins_at, taken.ends_at)))
    return redirect(home)


def _form(
    office: Office, session: Session, found: Arrangement
) -> tuple[PickForm, list[tuple[str, str]]]:
    """The form, which knows every time, since what comes back may be taken meanwhile and
    is told so; and the three that are offered.
    """
    form = PickForm()
    form.at.choices = choices(queries.slots(office, found.visit))
    known = found.appointment
    free = queries.free(session, office, found.visit)
    others = [one for one in free if known is None or one.begins != known.begins_at]
    return form, choices(rules.offered(others))


def _take(office: Office, campaign: str, form: PickForm) -> Appointment:
    with office.database.writing() as session:
        visit = queries.must_be_due(session, applicant(session), campaign)
        return operations.pick(session, office, visit, form.begins, **by_whom())


@appointments.get("/app/my/visit/visit.ics")
@enterprise_only
def calendar() -> Response:
    office = current_office()
    with office.database.reading() as session:
        visit = queries.visit_due(session, applicant(session), chosen(office))
        found = queries.agreed(session, visit) if visit else None
        if found is None:
            abort(404)
        return download(event_of(office, found, office.clock.now()), "visit")
