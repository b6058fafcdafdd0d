"""/app/staff/accounts/<n>/second-step/: resetting the second step of somebody who lost
phone and recovery codes.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.accounts.models import Account
from forms_app.base.office import by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.base.second_step import operations
from forms_app.base.second_step.forms import ResetForm

second_step_of_others = Blueprint(
    "second_step_of_others", __name__, template_folder="templates"
)


@second_step_of_others.route(
    "/app/staff/accounts/<int:account_id>/second-step/", methods=["GET", "POST"]
)
@staff("admin")
@confirmed
def reset(account_id: int) -> ResponseReturnValue:
    form = ResetForm()
    database = current_office().database
    with database.reading() as session:
        account = session.get(Account, account_id) or abort(404)
    if form.validate_on_submit():
        try:
            with database.writing() as session:
                operations.reset(
                    session,
                    session.get_one(Account, account_id),
                    form.reason.data or "",
                    **by_whom(),
                )
        except Refused as refused:
            form.reason.errors = [str(refused)]
        else:
            return redirect(url_for("accounts.one", account_id=account_id), 303)
    return render_template("second_step/reset.html", account=account, form=form)
