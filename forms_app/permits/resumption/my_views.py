"""/app/my/: an enterprise sees where it stands, and takes its application back."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base import slips
from forms_app.base.access import enterprise_only
from forms_app.base.feature import panels
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.permits.enterprises.session import applicant, is_for_tenant
from forms_app.permits.resumption import operations
from forms_app.permits.resumption.blocks import blocks
from forms_app.permits.resumption.session import own_application
from forms_app.permits.resumption.tasks import tasks
from forms_app.permits.resumption.thread import thread
from forms_app.permits.resumption.views import resumption


@resumption.get("/app/my/")
@enterprise_only
def my() -> ResponseReturnValue:
    office = current_office()
    is_own = not is_for_tenant()
    with office.database.reading() as database:
        enterprise = applicant(database)
        found = blocks(office, database, enterprise)
        values: dict[str, Any] = {
            "e": enterprise,
            "now": office.clock.now(),
            "blocks": found,
            "tasks": tasks(office, database, enterprise, found, is_own),
            "for_tenant": not is_own,
            "slips": slips.of_enterprise(),
            "notes": panels("my.notes", database, enterprise),
        }
        if is_own:
            values["page"] = page_of(
                thread(office, database, enterprise), key="earlier"
            )
    return render_template("resumption/my.html", here="apply", **values)


@resumption.route("/app/my/cancel/", methods=["GET", "POST"])
@enterprise_only
def cancel() -> ResponseReturnValue:
    office = current_office()
    form = ConfirmForm()
    with office.database.reading() as database:
        own_application(office, database)
    if not form.validate_on_submit():
        return render_template("resumption/cancel.html", here="apply", form=form)
    with office.database.writing() as database:
        operations.cancel(
            database,
            own_application(office, database),
            **by_whom(),
        )
    return redirect(url_for("resumption.my"))
