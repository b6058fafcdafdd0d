"""/app/own/: somebody in isolation reports alone, with a link of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, public
from forms_app.base.catalogue import gettext as _
from forms_app.base.forms import ConfirmForm
from forms_app.base.limits import limiter
from forms_app.base.office import Office, current_office
from forms_app.base.refusal import Refused
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation import (
    alarm_queries,
    labels,
    queries,
    report_operations,
    roster_queries,
)
from forms_app.people.isolation.forms import ReportForm
from forms_app.people.isolation.links import case_of_link, link_hash
from forms_app.people.isolation.models import Case, SlotReport
from forms_app.people.isolation.report_slots import blank, choices, of_form
from forms_app.people.isolation.roster_queries import OnRoster
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.sending import wants_json
from forms_app.people.isolation.views import isolation
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.grid.queries import directory


@isolation.route("/app/own/<code>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute;300/hour")
def redeem_own(code: str) -> ResponseReturnValue:
    """Opens somebody's own page, and the code leaves the address bar.

    Not by GET, or any page could make its reader report for somebody else.
    """
    kept = link_hash(code)
    with current_office().database.reading() as database:
        if case_of_link(database, kept) is None:
            return render_template("isolation/own_gone.html"), 404
    if session.get("own") != kept and not ConfirmForm().validate_on_submit():
        return render_template(
            "open_link.html",
            heading=_("每天报体温"),
            lead=_("这个链接是社区给您本人的，打开以后只能替自己报。请不要转给别人。"),
            not_mine=_("不是我的"),
        )
    session["own"] = kept
    session.permanent = True
    return redirect(url_for("isolation.own"))


def _whose(case: Case) -> str:
    return f"own-{case.id}"


def asking(database: Session) -> tuple[Case, OnRoster, Unit] | None:
    """Whose link this session redeemed; None when it is out or the case is closed."""
    case = case_of_link(database, session.get("own", ""))
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
    form = blank(_whose(case), [person.number], health, now)
    said = form.understood([person], health, now) if form.is_submitted() else None
    if said is None and form.is_submitted() and wants_json():
        return jsonify(kept=False, faults=form.faults), 422
    if said is None:
        return _own_page(office, form, person, enterprise, health)
    if form.whose.data != _whose(case):
        raise Refused("这次报备是用别的链接写的，没有收下。请打开那个链接再发。")
    acting = Actor("visitor", f"own:{enterprise.reference}:{person.number}")
    with office.database.writing() as database:
        enterprise = database.get_one(Unit, enterprise.id)
        by: dict[str, Any] = {"actor": acting, "now": now, "health": health}
        kept = report_operations.report(
            database, enterprise, replace(said, nobody=False), source="own", **by
        )
    return _answer(office, kept, health)


def _gone() -> str:
    return render_template("isolation/own_gone.html")


def _repeated(database: Session, enterprise: Unit) -> SlotReport | None:
    found = queries.by_client_id(
        database, enterprise, request.form.get("client_id", "")
    )
    return found if found and found.source == "own" else None


def _own_page(
    office: Office,
    form: ReportForm,
    person: OnRoster,
    enterprise: Unit,
    health: HealthRule,
) -> ResponseReturnValue:
    now = office.clock.now()
    day, slot = of_form(form, health, now)
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
        people = roster_queries.names(
            database, [read.person_id for read in found.readings]
        )
        says += [labels.line(read, people) for read in found.readings]
        alarms = [
            alarm_queries.open_alarm(database, read.person_id)
            for read in found.readings
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
