"""/app/staff/enterprises/<reference>/people/<number>/looks/: who was shown somebody's
data; the person may ask for that by law.
"""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.looks import READERS, looks_of
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.people.isolation.case_views import cases
from forms_app.people.isolation.opening_views import find_person


@cases.get("/app/staff/enterprises/<reference>/people/<int:number>/looks/")
@staff(*READERS)
def looks(reference: str, number: int) -> ResponseReturnValue:
    """The name is not shown: whoever asks has it."""
    with current_office().database.reading() as session:
        person = find_person(session, reference, number)
        found = page_of(looks_of(session, "person", person.id))
    back = url_for("cases.person", reference=reference, number=number)
    whom = _("%(n)s 号", n=number)
    return render_template("looks.html", whom=whom, found=found, back=back)
