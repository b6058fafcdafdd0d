"""/app/my/recheck/: an enterprise asks to be looked at again, or a mall for its
tenant (`?for=`).
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import by_whom, current_office
from forms_app.permits.campaigns.choice import choice_of, chosen
from forms_app.permits.enterprises.session import applicant
from forms_app.permits.rechecks import operations
from forms_app.permits.rechecks.forms import RecheckForm

rechecks = Blueprint("rechecks", __name__)


@rechecks.route("/app/my/recheck/", methods=["GET", "POST"])
@enterprise_only
@limiter.limit("60/hour", methods=["POST"])
def ask() -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    form = RecheckForm()
    if not form.validate_on_submit():
        values = {"form": form, "campaign": campaign}
        return render_template("rechecks/ask.html", here="apply", **values)
    with office.database.writing() as database:
        enterprise = applicant(database)
        said = form.said.data or ""
        operations.ask(database, enterprise, campaign, said, **by_whom())
    flash(_("收到了，社区会派人来复核。"))
    return redirect(url_for("resumption.my", campaign=choice_of(office, campaign)))
