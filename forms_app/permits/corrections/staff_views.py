"""/app/staff/corrections/: what enterprises wish to have put right, and staff putting a
registration right themselves.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import PUBLISHERS, actor, must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.profile import local_places
from forms_app.permits.corrections import operations, queries, readable
from forms_app.permits.corrections.forms import DeclineForm, given, page_form
from forms_app.permits.corrections.models import Correction
from forms_app.permits.corrections.rules import FIELDS
from forms_app.permits.enterprises import operations as registration
from forms_app.permits.enterprises.labels import PAGES
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference

corrections_of_staff = Blueprint("corrections_of_staff", __name__)
PAGE = (
    "/app/staff/enterprises/<reference>/registration/<any(who, where, contact):page>/"
)


def _find(session: Session, reference: str) -> Enterprise:
    found = by_reference(session, reference)
    if found is None:
        abort(404)
    must_see(found.community, found.grid)
    return found


@corrections_of_staff.route(PAGE, methods=["GET", "POST"])
@staff()
def amend(reference: str, page: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = _find(session, reference)
        form = page_form(office, found, page, {})
    values = {"e": found, "form": form, "page": page, "title": PAGES[page]}
    values |= {"pages": [(name, PAGES.label(name)) for name in FIELDS]}
    if not form.validate_on_submit():
        return render_template("corrections/staff_page.html", **values)
    with office.database.writing() as session:
        found = _find(session, reference)
        places = local_places(office)
        said = given(form, page)
        is_listed = bool(found.permissions) and page != "contact"
        operations.amend(session, found, said, places=places, **by_whom())
    flash(_("改好了。"))
    if is_listed:
        flash(_("名单上的字写在内容文件里，要改的请一起改。"), "warn")
    return redirect(url_for("review.enterprise", reference=reference))


@corrections_of_staff.post("/app/staff/enterprises/<reference>/grid/")
@staff()
def confirm_grid(reference: str) -> ResponseReturnValue:
    """The grid that was guessed from the address is right."""
    if not ConfirmForm().validate_on_submit():
        abort(400)
    with current_office().database.writing() as session:
        registration.confirm_grid(session, _find(session, reference), **by_whom())
    flash(_("记下了。"))
    return redirect(url_for("review.enterprise", reference=reference))


@corrections_of_staff.get("/app/staff/corrections/")
@staff()
def waiting() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = page_of(queries.waiting(session, actor()))
        rows = [(wish, readable.changes(office, wish)) for wish in found]
    return render_template(
        "corrections/waiting.html",
        found=found,
        rows=rows,
        form=DeclineForm(),
        may_decide=actor().role in PUBLISHERS,
    )


@corrections_of_staff.post(
    "/app/staff/corrections/<int:correction_id>/<any(accept, decline):step>/"
)
@staff(*PUBLISHERS)
def decide(correction_id: int, step: str) -> ResponseReturnValue:
    form = ConfirmForm() if step == "accept" else DeclineForm()
    if not form.validate_on_submit():
        flash(" ".join(says for each in form.errors.values() for says in each), "warn")
        return redirect(url_for("corrections_of_staff.waiting"))
    office = current_office()
    with office.database.writing() as session:
        wish = session.get(Correction, correction_id)
        if wish is None:
            abort(404)
        must_see(wish.enterprise.community, wish.enterprise.grid)
        is_listed = bool(wish.enterprise.permissions)
        if step == "accept":
            places = local_places(office)
            operations.accept(session, wish, places=places, **by_whom())
        else:
            operations.decline(session, wish, request.form["reason"], **by_whom())
    if step == "accept" and is_listed:
        flash(_("改好了。名单上的字写在内容文件里，要改的请一起改。"))
    else:
        flash(_("记下了。"))
    return redirect(url_for("corrections_of_staff.waiting"))
