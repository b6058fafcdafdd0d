"""/app/my/tenants/: a mall or building registers its tenants one after the other and
sees how each stands.

It applies for them on the same pages as anybody (`?for=`), and sees nothing of them but
the application: no roster, no reading. A tenant that takes its record over is out of
reach at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import catalogue, slips
from forms_app.base.access import enterprise_only
from forms_app.base.limits import limiter
from forms_app.base.office import by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.profile import local_places
from forms_app.base.slips import Slip
from forms_app.permits.enterprises import operations, queries
from forms_app.permits.enterprises.answers import details_of
from forms_app.permits.enterprises.forms import TenantForm
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.rules import MANAGERS
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.enterprises.session import sign_in as begin_session
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages.registration import send_way_back
from forms_app.permits.resumption import labels
from forms_app.permits.tenants import tenant_list
from forms_app.permits.tenants.sheet import SAME

tenants = Blueprint("tenants", __name__)
MOST_CODES = 16  # that wait to be noted before the next tenant is added: see slips.MOST


def own_manager(database: Session) -> Enterprise:
    """The mall or building that is signed in, or 404."""
    found = current_enterprise(database)
    if found.kind not in MANAGERS:
        abort(404)
    return found


@tenants.get("/app/my/tenants/")
@enterprise_only
def every() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        manager = own_manager(database)
        every = tenant_list.rows(database, office, manager)
        asked = tenant_list.Asked.of(request.args)
        found = page_of(tenant_list.narrowed(every, asked))
    values = {
        "e": manager,
        "found": found,
        "states": tenant_list.states(every),
        "asked": asked,
        "labels": labels,
        "codes": len(slips.records(slips.TENANT)),
        "has_cards": bool(slips.records(slips.TENANT_CARDS)),
    }
    return render_template("tenants/every.html", here="apply", **values)


@tenants.route("/app/my/tenants/add/", methods=["GET", "POST"])
@enterprise_only
@limiter.limit("600/hour", methods=["POST"])
def add() -> ResponseReturnValue:
    waiting = len(slips.records(slips.TENANT))
    if waiting >= MOST_CODES:
        return redirect(url_for("tenants.codes"))
    office = current_office()
    form = TenantForm()
    form.offer(rule(office, TRADES, office.clock.today()) or (), catalogue.language())
    with office.database.reading() as database:
        manager = own_manager(database)
        form.offer_grids_of(directory(office).get(manager.community) or abort(404))
        is_good = form.validate_on_submit()
        if not form.is_submitted():
            form.process(data={name: getattr(manager, name) for name in SAME})
        identity: dict[str, Any] = {
            "name": form.name.data or "",
            "code": form.code.data or None,
            "address": form.address.data or "",
        }
        doubles = (
            queries.likely_doubles(database, places=local_places(office), **identity)
            if is_good and "anyway" not in request.form
            else []
        )
    if not is_good or doubles:
        values = {"form": form, "e": manager, "doubles": doubles, "codes": waiting}
        return render_template("tenants/add.html", here="apply", **values)
    with office.database.writing() as database:
        tenant, code = _register(database, form)
        send_way_back(database, tenant, **by_whom())
    return slips.hand_over(slips.TENANT, tenant.reference, code)


def _register(database: Session, form: TenantForm) -> tuple[Enterprise, str]:
    office = current_office()
    manager = own_manager(database)
    notice = rule(office, PRIVACY, office.clock.today())
    given: dict[str, Any] = {
        "channel": "manager",
        "consent": notice.version if notice else "",
        "managed_by": manager,
    }
    community = directory(office).get(manager.community) or abort(404)
    return operations.register(
        database,
        community,
        details_of(form.data),
        places=local_places(office),
        **given,
        **by_whom(),
    )


@tenants.get("/app/my/tenants/codes/")
@enterprise_only
def codes() -> ResponseReturnValue:
    """The codes of new tenants, until they are noted: to be handed out, or printed and
    cut.
    """
    with current_office().database.reading() as database:
        manager = own_manager(database)
        found = list(_codes(database, manager))
    if not found:
        return redirect(url_for("tenants.every"))
    is_full = len(found) >= MOST_CODES
    return render_template(
        "tenants/codes.html", here="apply", found=found, is_full=is_full
    )


def _codes(database: Session, manager: Enterprise) -> Iterator[tuple[Enterprise, Slip]]:
    for reference in slips.records(slips.TENANT):
        tenant = queries.tenant_of(database, manager, reference)
        opens = partial(queries.by_access_code, database, reference)
        slip = slips.read(slips.TENANT, reference, opens)
        if tenant and slip:
            yield tenant, slip


@tenants.route("/app/my/take-over/", methods=["GET", "POST"])
@enterprise_only
def take_over() -> ResponseReturnValue:
    """A tenant looks after its own record from now on, with a code that nobody else
    knows.
    """
    form = FlaskForm()
    with current_office().database.reading() as database:
        tenant = current_enterprise(database)
        manager = tenant.manager
        opens = partial(queries.by_access_code, database, tenant.reference)
        slip = slips.read(slips.TAKE_OVER, tenant.reference, opens)
    if manager is None and slip is None:
        return redirect(url_for("resumption.my"))
    if slip or not form.validate_on_submit():
        values = {"e": tenant, "manager": manager, "form": form, "slip": slip}
        return render_template("tenants/take_over.html", here="apply", **values)
    with current_office().database.writing() as database:
        tenant = current_enterprise(database)
        code = operations.take_over(database, tenant, **by_whom())
        begin_session(database, tenant, by_whom()["now"])
    return slips.hand_over(slips.TAKE_OVER, tenant.reference, code)
