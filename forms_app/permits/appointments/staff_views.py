"""/app/staff/enterprises/<reference>/visit/: staff set or move the time of a check, as it
was said on the phone.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.permits.appointments import operations, queries
from forms_app.permits.appointments.forms import ArrangeForm, choices
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.queries import NOTHING_DUE, Visit
from forms_app.permits.campaigns.choice import choice_of, chosen
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.messages.outbox import tells
from forms_app.permits.messages.rules import Kind

appointments_of_staff = Blueprint("appointments_of_staff", __name__)


@appointments_of_staff.route(
    "/app/staff/enterprises/<reference>/visit/", methods=["GET", "POST"]
)
@staff()
def arrange(reference: str) -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    of = choice_of(office, campaign)
    back = url_for("review.enterprise", reference=reference, campaign=of)
    with office.database.reading() as session:
        unit = _find(session, reference)
        visit = queries.visit_due(session, unit, campaign)
        if visit is None or queries.times(office) is None:
            flash(_(NOTHING_DUE), "warn")
            return redirect(back)
        known = queries.agreed(session, visit)
        form = ArrangeForm()
        every = queries.slots(office, visit)
        offers = choices(queries.free(session, office, visit))
    form.at.choices = choices(every)
    if not form.validate_on_submit():
        form.at.choices = [("", _("请选")), *offers]
        return render_template(
            "appointments/arrange.html",
            e=unit,
            form=form,
            known=known,
            campaign=campaign,
            back=back,
            when=when,
            is_told=tells(office, Kind.VISIT, office.clock.now()),
        )
    with office.database.writing() as session:
        visit = _visit(session, reference, campaign)
        set_to = operations.arrange(session, office, visit, form.begins, **by_whom())
    flash(_("约好了：%(when)s。", when=when(set_to.begins_at, set_to.ends_at)))
    return redirect(back)


def _find(session: Session, reference: str) -> Enterprise:
    found = by_reference(session, reference) or abort(404)
    must_see(found.community, found.grid)
    return found


def _visit(session: Session, reference: str, campaign: str) -> Visit:
    return queries.must_be_due(session, _find(session, reference), campaign)
