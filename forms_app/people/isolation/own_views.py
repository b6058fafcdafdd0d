"""The own link of somebody in isolation: made by the enterprise or the office, and the
page on which they report alone.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import segno
from flask import abort, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base import access, slips
from forms_app.base.access import Actor, enterprise_only, must_see, public, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.limits import limiter
from forms_app.base.office import Office, current_office
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import labels, operations, queries
from forms_app.people.isolation.forms import ReportForm
from forms_app.people.isolation.models import Case, SlotReport
from forms_app.people.isolation.queries import OnRoster
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.staff_views import missing
from forms_app.people.isolation.views import choices, chosen, isolation, wants_json
from forms_app.people.rosters.queries import person as on_own_roster
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory


@isolation.route("/app/my/people/<int:number>/own-link/", methods=["GET", "POST"])
@enterprise_only
def own_link(number: int) -> ResponseReturnValue:
    """The enterprise makes a link for one of its people."""
    office = current_office()
    with office.database.reading() as database:
        person = on_own_roster(database, current_enterprise(database), number) or abort(
            404
        )
        case = queries.open_case(database, person)
    back = url_for("rosters.person", number=number)
    place = (slips.OWN_LINK, str(number))
    return _link_page(office, person.name, case, place, "isolation/own_link.html", back)


@missing.route("/app/staff/reports/own-link/<int:case_id>/", methods=["GET", "POST"])
@staff()
def staff_own_link(case_id: int) -> ResponseReturnValue:
    """The office makes a link for somebody of a case."""
    office = current_office()
    with office.database.reading() as database:
        case = database.get(Case, case_id) or abort(404)
    must_see(case.community, case.grid)
    back = url_for("missing.reports")
    place = (slips.CASE_LINK, str(case_id))
    return _link_page(
        office, case.person.name, case, place, "missing/own_link.html", back
    )


def _link_page(
    office: Office,
    name: str,
    case: Case | None,
    place: tuple[slips.Kind, str],
    template: str,
    back: str,
) -> ResponseReturnValue:
    """The link is shown until it is noted, with its code to scan; only a hash of it is
    kept.

    `place`: the kind and the record of its slip.
    """
    form = FlaskForm()
    slip = slips.read(*place, _opens_a_case)
    if (
        slip is None
        and form.validate_on_submit()
        and case is not None
        and case.closed_at is None
    ):
        with office.database.writing() as database:
            by: dict[str, Any] = {"actor": access.actor(), "now": office.clock.now()}
            code = operations.new_own_link(
                database, database.get_one(Case, case.id), **by
            )
        return slips.hand_over(*place, code)
    path = url_for("isolation.redeem_own", code=slip.secret) if slip else ""
    address = f"{office.config.public_url}{path}" if slip else ""
    svg = (
        segno.make(address, error="m").svg_inline(
            omitsize=True, svgclass=None, lineclass=None
        )
        if address
        else ""
    )
    qr = Markup(svg)  # noqa: S704 - made by segno from our own address
    may = case is not None and case.closed_at is None
    has_one = bool(may and case and case.link_hash)
    values = {
        "name": name,
        "slip": slip,
        "address": address,
        "qr": qr,
        "may": may,
        "has_one": has_one,
    }
    return render_template(template, here="my", form=form, back=back, **values)


def _opens_a_case(code: str) -> bool:
    with current_office().database.reading() as database:
        return queries.case_of_link(database, queries.link_hash(code)) is not None


@isolation.get("/app/own/<code>")
@public
@limiter.limit("30/minute;300/hour")
def redeem_own(code: str) -> ResponseReturnValue:
    """The code leaves the address bar at once."""
    kept = queries.link_hash(code)
    with current_office().database.reading() as database:
        if queries.case_of_link(database, kept) is None:
            return render_template("isolation/own_gone.html"), 404
    session["own"] = kept
    session.permanent = True
    return redirect(url_for("isolation.own"))


def _whose(case: Case) -> str:
    return f"own-{case.id}"


def asking(database: Session) -> tuple[Case, OnRoster, Enterprise] | None:
    """Whose link this session redeemed; None when it is out or the case is closed."""
    case = queries.case_of_link(database, session.get("own", ""))
    if case is None:
        return None
    person = case.person
    return (
        case,
        OnRoster(person.id, person.number, person.name, stays_in=True),
        person.enterprise,
    )


@isolation.route("/app/own/", methods=["GET", "POST"])
@public
@limiter.limit("120/hour", methods=["POST"])
def own() -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    health = health_rule(office)
    with office.database.reading() as database:
        found = asking(database)
        known = _repeated(database, found[2]) if found else None
    if found is None:
        return (
            (jsonify(kept=False, ended=True), 401) if wants_json() else (_gone(), 404)
        )
    case, person, enterprise = found
    if known:
        return _answer(office, known, health)
    form = _own_form(office, case, person, health)
    said = form.understood([person], health, now) if form.is_submitted() else None
    if said is None and form.is_submitted() and wants_json():
        return jsonify(kept=False, faults=form.faults), 422
    if said is None:
        return _own_page(office, form, person, enterprise, health)
    if form.whose.data != _whose(case):
        raise Refused("这次报备是用别的链接写的，没有收下。请打开那个链接再发。")
    acting = Actor("visitor", f"own:{enterprise.reference}:{person.number}")
    with office.database.writing() as database:
        enterprise = database.get_one(Enterprise, enterprise.id)
        by: dict[str, Any] = {"actor": acting, "now": now, "health": health}
        kept = operations.report(
            database, enterprise, replace(said, nobody=False), source="own", **by
        )
    return _answer(office, kept, health)


def _gone() -> str:
    return render_template("isolation/own_gone.html")


def _repeated(database: Session, enterprise: Enterprise) -> SlotReport | None:
    found = queries.by_client_id(
        database, enterprise, request.form.get("client_id", "")
    )
    return found if found and found.source == "own" else None


def _own_form(
    office: Office, case: Case, person: OnRoster, health: HealthRule
) -> ReportForm:
    now = office.clock.now()
    day, slot = chosen(health, now)
    values: dict[str, Any] = {
        "client_id": str(uuid.uuid4()),
        "whose": _whose(case),
        "written_at": now.isoformat(),
    }
    values |= {
        "day": day.isoformat(),
        "slot": slot.id,
        "staying": [{"number": str(person.number)}],
    }
    return ReportForm(data=values)


def _own_page(
    office: Office,
    form: ReportForm,
    person: OnRoster,
    enterprise: Enterprise,
    health: HealthRule,
) -> ResponseReturnValue:
    now = office.clock.now()
    day = form.moment(now)[0] or now.date()
    slot = next(
        (each for each in health.slots if each.id == form.slot.data), health.slots[0]
    )
    values = {
        "p": person,
        "names": {str(person.number): person.name},
        "chosen": labels.day_and_slot(day, slot),
        "due": slot.due,
        "offered": [
            (d, s.id, labels.day_and_slot(d, s), False) for d, s in choices(health, now)
        ],
        "community": directory(office).get(enterprise.community),
    }
    return render_template(
        "isolation/own.html", form=form, health=health, words=labels, **values
    )


def _answer(
    office: Office, kept: SlotReport, health: HealthRule
) -> ResponseReturnValue:
    """The same each time it is sent."""
    with office.database.reading() as database:
        found = database.get_one(SlotReport, kept.id)
        says = [labels.received(found), labels.follows(found)]
        people = queries.names(database, [read.person_id for read in found.readings])
        says += [labels.line(read, people) for read in found.readings]
        alarms = [
            queries.open_alarm(database, read.person_id) for read in found.readings
        ]
        says += [labels.again(alarm, health) for alarm in alarms if alarm]
    said = [sentence for sentence in says if sentence]
    if wants_json():
        return jsonify(kept=True, says=said, url=url_for("isolation.own"))
    return render_template("isolation/own_kept.html", says=said, title=_("收到了"))


@isolation.get("/app/own/token/")
@public
def own_token() -> ResponseReturnValue:
    """A fresh token, and whose session this is."""
    with current_office().database.reading() as database:
        found = asking(database)
    whose = _whose(found[0]) if found else ""
    return jsonify(csrf_token=generate_csrf(), whose=whose), {
        "Cache-Control": "no-store"
    }
