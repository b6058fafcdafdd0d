"""/app/staff/enterprises/<reference>/looks/: who was shown its contacts."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.looks import READERS, looks_of
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.permits.resumption.permission_views import find
from forms_app.permits.resumption.staff_views import review


@review.get("/app/staff/enterprises/<reference>/looks/")
@staff(*READERS)
def looks(reference: str) -> ResponseReturnValue:
    with current_office().database.reading() as session:
        enterprise = find(session, reference)
        found = page_of(looks_of(session, "enterprise", enterprise.id))
    back = url_for("review.enterprise", reference=reference)
    return render_template("looks.html", whom=enterprise.name, found=found, back=back)
