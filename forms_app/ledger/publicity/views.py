"""/app/my/letters/: the letters to an enterprise, and its word that it has read one
(已阅知).
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import by_whom, current_office
from forms_app.ledger.publicity import operations, queries
from forms_app.ledger.publicity.labels import ACKNOWLEDGED
from forms_app.permits.enterprises.session import current_enterprise

my_letters = Blueprint("my_letters", __name__)


@my_letters.get("/app/my/letters/")
@enterprise_only
def every() -> ResponseReturnValue:
    with current_office().database.reading() as session:
        found = queries.letters(session, current_enterprise(session))
    values = {"found": found, "acknowledged": ACKNOWLEDGED, "form": FlaskForm()}
    return render_template("publicity/letters.html", here="my", **values)


@my_letters.post("/app/my/letters/<int:material_id>/")
@enterprise_only
def acknowledge(material_id: int) -> ResponseReturnValue:
    with current_office().database.writing() as session:
        enterprise = current_enterprise(session)
        own = {one.id: one for one, _posting in queries.letters(session, enterprise)}
        operations.acknowledge(
            session, own.get(material_id) or abort(404), enterprise, **by_whom()
        )
    flash(_("谢谢，已经记下您阅知了。"))
    return redirect(url_for("my_letters.every"))
