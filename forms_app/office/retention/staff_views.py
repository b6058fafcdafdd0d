"""/app/staff/retention/: how long what is kept, certificates; and one person's copy or
erasure, when they ask.
"""

from __future__ import annotations

import json
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.accounts.confirmation import confirmed
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.base.refusal import Refused
from forms_app.office.retention import (
    certificates,
    copies,
    kinds,
    labels,
    nightly,
    operations,
    standing,
    versions,
)
from forms_app.office.retention.doors import doors
from forms_app.office.retention.forms import EraseForm, FindPersonForm
from forms_app.people.rosters import queries
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit

retention = Blueprint("retention", __name__)
PERSON = "/app/staff/enterprises/<reference>/people/<int:number>"


@retention.route("/app/staff/retention/", methods=["GET", "POST"])
@staff("office")
def status() -> ResponseReturnValue:
    office = current_office()
    form = FindPersonForm()
    if form.validate_on_submit():
        with office.database.reading() as session:
            found = _asked_about(session, form)
        if found:
            reference = found.enterprise.reference
            return redirect(
                url_for(
                    "retention.export_person", reference=reference, number=found.number
                )
            )
    rule = versions.on(office, office.clock.today())
    with office.database.reading() as session:
        issued = page_of(certificates.issued(session))
        closed = doors(session)
    values = {
        "rule": rule,
        "issued": issued,
        "standing": standing.read(office),
        "doors": closed,
        "kinds": kinds,
        "words": labels,
        "form": form,
    }
    return render_template("retention/status.html", **values)


def _unit(session: Session, form: FindPersonForm) -> Unit | None:
    """An enterprise, or the residents of a grid by their reference."""
    named = queries.unit(session, form.reference.data or "")
    if named and access.actor().may_see(named.community, named.grid):
        return named
    return form.reference.enterprise(session, access.actor())


def _asked_about(session: Session, form: FindPersonForm) -> Person | None:
    """Beside the error of the field where there is none."""
    unit = _unit(session, form)
    if unit is None:
        return None
    if form.phone:
        found = queries.by_phone(session, unit, form.phone)
    else:
        found = queries.person(session, unit, form.number or 0)
    if found is None:
        form.who.errors = [_("这家单位的花名册上没有这个人。请核对手机号。")]
    return found


@retention.get("/app/staff/retention/<certificate>/")
@staff("office")
def certificate(certificate: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = certificates.named(session, certificate) or abort(404)
    rule = versions.named(office, found.rule)
    return render_template(
        "retention/certificate.html", c=found, rule=rule, kinds=kinds, words=labels
    )


def _find(session: Session, reference: str, number: int) -> Person:
    """Somebody on a roster of the own communities, or 404."""
    enterprise = queries.unit(session, reference) or abort(404)
    must_see(enterprise.community, enterprise.grid)
    return queries.person(session, enterprise, number) or abort(404)


@retention.route(f"{PERSON}/export/", methods=["GET", "POST"])
@staff("office")
def export_person(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    form = FlaskForm()
    if not form.validate_on_submit():
        with office.database.reading() as session:
            found = _find(session, reference, number)
        return render_template("retention/export.html", p=found, e=found.enterprise)
    with office.database.writing() as session:
        by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
        kept = operations.export_person(
            session, _find(session, reference, number), **by
        )
    is_text = request.form.get("as") != "json"
    text = (
        copies.as_text(kept)
        if is_text
        else json.dumps(kept, ensure_ascii=False, indent=1)
    )
    answer = Response(text, mimetype="text/plain" if is_text else "application/json")
    name = f"{kept['enterprise']['reference']}-{number}.{'txt' if is_text else 'json'}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@retention.route(f"{PERSON}/erase/", methods=["GET", "POST"])
@staff("office")
@confirmed
def erase_person(reference: str, number: int) -> ResponseReturnValue:
    office = current_office()
    form = EraseForm()
    with office.database.reading() as session:
        found = _find(session, reference, number)
    if not form.validate_on_submit():
        return render_template(
            "retention/erase.html", p=found, e=found.enterprise, form=form
        )
    try:
        with office.database.writing() as session:
            by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
            operations.erase_person(
                session,
                office,
                _find(session, reference, number),
                form.reason.data or "",
                **by,
            )
    except Refused as refused:
        form.reason.errors = [str(refused)]
        return render_template(
            "retention/erase.html", p=found, e=found.enterprise, form=form
        )
    answer = redirect(url_for("retention.status", erased=number))
    # Signing in reads the database until the request is over, and a reader keeps the
    # old pages alive.
    answer.call_on_close(lambda: nightly.settle(office))
    return answer
