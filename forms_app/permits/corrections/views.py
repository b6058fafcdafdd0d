"""/app/my/registration/: an enterprise reads its registration and puts it right."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.limits import limiter
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.profile import local_places
from forms_app.permits.corrections import operations, queries, readable
from forms_app.permits.corrections.forms import given, page_form
from forms_app.permits.corrections.rules import FIELDS, OWN
from forms_app.permits.corrections.standing import is_decided_on
from forms_app.permits.enterprises.labels import PAGES
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory
from forms_app.permits.messages import phone

corrections = Blueprint("corrections", __name__)
PAGE = "/app/my/registration/<any(who, where, contact):page>/"


@corrections.get("/app/my/registration/")
@enterprise_only
def registration() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        wish = queries.open_of(database, enterprise)
        answer = queries.last_answer(database, enterprise)
        values = {
            "e": enterprise,
            "pages": [
                (page, PAGES.label(page), readable.page_rows(office, enterprise, page))
                for page in FIELDS
            ],
            "wish": wish,
            "changes": readable.changes(office, wish) if wish else [],
            "answer": None if wish else answer,
            "may_confirm": phone.may_confirm(office, office.clock.now()),
            "is_confirmed": phone.is_confirmed(database, enterprise),
            "is_decided_on": is_decided_on(database, enterprise),
            "community": directory(office).get(enterprise.community),
        }
    return render_template("corrections/registration.html", here="apply", **values)


@corrections.route(PAGE, methods=["GET", "POST"])
@enterprise_only
@limiter.limit("60/hour", methods=["POST"])
def amend(page: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        wish = queries.open_of(database, enterprise)
        wished = {
            name: value
            for name, value in (wish.given if wish else {}).items()
            if name in FIELDS[page]
        }
        form = page_form(office, enterprise, page, wished)
        waits = page_waits(page) and is_decided_on(database, enterprise)
    if not form.validate_on_submit():
        values = {"form": form, "page": page, "title": PAGES[page], "waits": waits}
        return render_template("corrections/page.html", here="apply", **values)
    flash(_keep(office, page, given(form, page)))
    return redirect(url_for("corrections.registration"))


def page_waits(page: str) -> bool:
    """Whether staff look at it first, where something rests on it."""
    return not OWN.issuperset(FIELDS[page])


def _keep(office: Office, page: str, said: dict[str, object]) -> str:
    """Write it, or ask for it; gives what to tell."""
    with office.database.writing() as database:
        enterprise = current_enterprise(database)
        if page_waits(page) and is_decided_on(database, enterprise):
            if operations.ask(database, enterprise, said, **by_whom()):
                return _("收到了。社区核对以后才改，改好以前以原来的为准。")
            return _("和登记的一样，没有要改的。")
        places = local_places(office)
        operations.amend(database, enterprise, said, places=places, **by_whom())
    return _("改好了。")


@corrections.post("/app/my/registration/take-back/")
@enterprise_only
def take_back() -> ResponseReturnValue:
    if not ConfirmForm().validate_on_submit():
        abort(400)
    with current_office().database.writing() as database:
        enterprise = current_enterprise(database)
        operations.take_back(database, enterprise, **by_whom())
    flash(_("已经收回，登记没有改。"))
    return redirect(url_for("corrections.registration"))
