"""/app/staff/why/: what somebody is at work on, asked before the page they want."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.office import current_office
from forms_app.base.purpose import PurposeForm, remember

purposes = Blueprint("purposes", __name__)
DESK = "/app/staff/"


@purposes.route("/app/staff/why/", methods=["GET", "POST"])
@staff()
def why() -> ResponseReturnValue:
    form = PurposeForm()
    if not form.validate_on_submit():
        return render_template("purpose.html", form=form)
    remember(form.why.data, current_office().clock.now())
    page = request.args.get("next", "")
    return redirect(page if page.startswith(DESK) else DESK)
