"""/app/my/people/codes/: an enterprise prints the codes its people show at the gate.

Nothing of a person stands in one.
"""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forms_app.base.access import enterprise_only
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.base.qr import qr_of
from forms_app.people.gates.codes import code_of
from forms_app.people.gates.views import gates
from forms_app.people.rosters import queries as rosters
from forms_app.permits.enterprises.session import current_enterprise

A_SHEET = 24  # people


@gates.get("/app/my/people/codes/")
@enterprise_only
def print_codes() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        enterprise = current_enterprise(session)
        people = [one for one in rosters.people(session, enterprise) if one.confirmed]
    found = page_of(people, size=A_SHEET)
    return render_template(
        "gates/codes.html", here="my", e=enterprise, found=found, qr=_qr
    )


def _qr(person_id: int) -> Markup:
    path = url_for("gates.scan", code=code_of("person", person_id))
    return qr_of(f"{current_office().config.public_url}{path}")
