"""/app/my/tenants/alike/: one set of answers for all tenants that are alike, each ticked."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import enterprise_only
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.permits.campaigns.choice import choice_of, chosen, speak_of
from forms_app.permits.resumption import form_pages
from forms_app.permits.tenants import alike
from forms_app.permits.tenants.alike import Group
from forms_app.permits.tenants.forms import AlikeForm
from forms_app.permits.tenants.views import own_manager, tenants


@tenants.route("/app/my/tenants/alike/", methods=["GET", "POST"])
@enterprise_only
@limiter.limit("60/hour", methods=["POST"])
def apply_alike() -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    speak_of(office, campaign)
    form = AlikeForm()
    ticked = request.form.getlist("tenant")
    with office.database.reading() as database:
        manager = own_manager(database)
        found = alike.group(database, office, manager, campaign)
        values = _shown(office, database, found)
    outcome = None
    is_good = form.validate_on_submit() and ticked
    if is_good and found.model and not found.why_not:
        model = found.model.id
        outcome = alike.apply_for_each(office, manager, model, ticked, **by_whom())
    values |= {
        "form": form,
        "found": found,
        "ticked": ticked,
        "are_all": "all" in request.args,
        "outcome": outcome,
        "campaign": choice_of(office, campaign),
        "most": alike.MOST,
    }
    return render_template("tenants/alike.html", here="apply", **values)


def _shown(office: Office, database: Session, found: Group) -> dict[str, Any]:
    """The answers that all of them would give, and what is promised."""
    if found.model is None:
        return {"answers": [], "promises": []}
    asked = form_pages.form_of(office, found.model)
    return {
        "answers": form_pages.answers_of(database, office, found.model),
        "promises": list(asked.promised().values()),
        "model": found.model.enterprise,
    }
