"""The own link of somebody in isolation, made by the enterprise or the office."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base import slips
from forms_app.base.access import enterprise_only, must_see, staff
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.qr import qr_of
from forms_app.people.isolation import operations
from forms_app.people.isolation.case_queries import open_case
from forms_app.people.isolation.links import case_of_link, link_hash
from forms_app.people.isolation.models import Case
from forms_app.people.isolation.staff_views import missing
from forms_app.people.isolation.views import isolation
from forms_app.people.rosters.queries import person as on_own_roster
from forms_app.permits.enterprises.session import current_enterprise


@isolation.route("/app/my/people/<int:number>/own-link/", methods=["GET", "POST"])
@enterprise_only
def own_link(number: int) -> ResponseReturnValue:
    """The enterprise makes a link for one of its people."""
    office = current_office()
    with office.database.reading() as database:
        person = on_own_roster(database, current_enterprise(database), number) or abort(
            404
        )
        case = open_case(database, person)
    back = url_for("rosters.person", number=number)
    place = (slips.OWN_LINK, str(number))
    return _link_page(office, person.name, case, place, "isolation/own_link.html", back)


@missing.route("/app/staff/reports/own-link/<int:case_id>/", methods=["GET", "POST"])
@staff()
def staff_own_link(case_id: int) -> ResponseReturnValue:
    """The office makes a link for somebody of a case."""
    office = current_office()
    with office.database.reading() as database:
        case = database.get(Case, case_id) or abort(404)
    must_see(case.community, case.grid)
    back = url_for("missing.reports")
    place = (slips.CASE_LINK, str(case_id))
    return _link_page(
        office, case.person.name, case, place, "missing/own_link.html", back
    )


def _link_page(
    office: Office,
    name: str,
    case: Case | None,
    place: tuple[slips.Kind, str],
    template: str,
    back: str,
) -> ResponseReturnValue:
    """The link is shown until it is noted, with its code to scan; only a hash of it is
    kept.

    `place`: the kind and the record of its slip.
    """
    form = FlaskForm()
    slip = slips.read(*place, _opens_a_case)
    may = case is not None and case.closed_at is None
    if case and may and slip is None and form.validate_on_submit():
        with office.database.writing() as database:
            case = database.get_one(Case, case.id)
            code = operations.new_own_link(database, case, **by_whom())
        return slips.hand_over(*place, code)
    path = url_for("isolation.redeem_own", code=slip.secret) if slip else ""
    address = f"{office.config.public_url}{path}" if slip else ""
    values = {
        "name": name,
        "slip": slip,
        "address": address,
        "qr": qr_of(address) if address else "",
        "may": may,
        "has_one": bool(may and case and case.link_hash),
    }
    return render_template(template, here="my", form=form, back=back, **values)


def _opens_a_case(code: str) -> bool:
    with current_office().database.reading() as database:
        return case_of_link(database, link_hash(code)) is not None
