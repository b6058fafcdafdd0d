"""/app/my/report/: an enterprise reports its people twice a day, sees what was kept,
and what to do about a fever.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base.access import enterprise_only
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office, by_whom, current_office
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
from forms_app.people.isolation.models import SlotReport
from forms_app.people.isolation.report_slots import blank, choices, of_form
from forms_app.people.isolation.roster_queries import OnRoster
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.saying import Said
from forms_app.people.isolation.sending import wants_json
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.session import current_enterprise

isolation = Blueprint("isolation", __name__)
MORE = 5
MOST_OFFERED = 1_000  # names in the list that the browser completes from


@isolation.route("/app/my/report/", methods=["GET", "POST"])
@enterprise_only
def report() -> ResponseReturnValue:
    office = current_office()
    now = current_office().clock.now()
    health = health_rule(office)
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        people = roster_queries.on_roster(database, enterprise, now)
        known = queries.by_client_id(
            database, enterprise, request.form.get("client_id", "")
        )
    staying = [person.number for person in people if person.stays_in]
    form = blank(enterprise.reference, staying, health, now)
    if known and _step() == "send" and form.whose.data == enterprise.reference:
        return answer(office, known, health)
    said = form.understood(people, health, now) if _is_sent(form) else None
    if said and _step() == "send":
        return send(office, said, form.whose.data or "", health)
    if said:
        return look(said, people, enterprise)
    if wants_json():
        return jsonify(kept=False, faults=form.faults), 422
    return page(form, people, enterprise, health)


def _step() -> str:
    return request.form.get("step", "look")


def _is_sent(form: ReportForm) -> bool:
    """Whether to judge it; asking for more rows, or to change something, judges nothing
    yet.
    """
    if _step() == "more":
        for _row in range(MORE):
            form.exceptions.append_entry()
    return bool(form.is_submitted()) and _step() in {"look", "send"}


def page(
    form: ReportForm, people: list[OnRoster], enterprise: Unit, health: HealthRule
) -> str:
    office = current_office()
    now = current_office().clock.now()
    with office.database.reading() as database:
        known = queries.first_of_slots(
            database, enterprise, now.date() - timedelta(days=1)
        )
        alarms = alarm_queries.alarms_of(database, enterprise)
    by_number = {str(person.number): person for person in people}
    others = [person for person in people if not person.stays_in]
    day, slot = of_form(form, health, now)
    values = {
        "e": enterprise,
        "names": {number: person.name for number, person in by_number.items()},
        "others": others if len(others) <= MOST_OFFERED else [],
        "count": len(others),
        "empty": not people,
        "is_open": form.names_anybody or _step() == "more",
        "chosen": labels.day_and_slot(day, slot),
        "due": slot.due,
        "known": known.get((day, slot.id)),
        "offered": [
            (d, s.id, labels.day_and_slot(d, s), (d, s.id) in known)
            for d, s in choices(health, now)
        ],
        "alarms": [(alarm, labels.again(alarm, health)) for alarm in alarms],
    }
    return render_template(
        "isolation/report.html",
        here="my",
        form=form,
        health=health,
        words=labels,
        **values,
    )


def look(said: Said, people: list[OnRoster], enterprise: Unit) -> str:
    """What was understood, before anything is kept."""
    names = {person.id: (person.number, person.name) for person in people}
    lines = [
        (*names[one.person_id], labels.reading(one.as_kept, one.unwell, one.absent))
        for one in said.named
    ]
    named = {one.person_id for one in said.named}
    left = len(
        [person for person in people if not person.stays_in and person.id not in named]
    )
    rest = (
        _("今天没有人上班，没有要报的人")
        if said.nobody
        else _("其余 %(n)s 人都好", n=left)
    )
    given = [
        (key, value)
        for key, value in request.form.items(multi=True)
        if key not in {"csrf_token", "step"}
    ]
    title = labels.day_and_slot(said.day, said.slot)
    return render_template(
        "isolation/look.html",
        here="my",
        e=enterprise,
        title=title,
        lines=lines,
        rest=rest,
        given=given,
    )


def send(
    office: Office, said: Said, whose: str, health: HealthRule
) -> ResponseReturnValue:
    """Keep it; the same answer however often it is sent."""
    try:
        with office.database.writing() as database:
            enterprise = current_enterprise(database)
            if whose != enterprise.reference:
                raise Refused(
                    "这次报备是另一家单位写的，没有收下。请用那家单位的编号登录后再发。"
                )
            by = by_whom()
            kept = report_operations.report(
                database, enterprise, said, source="enterprise", health=health, **by
            )
    except Refused as refused:
        if wants_json():
            return jsonify(kept=False, says=str(refused)), 409
        raise
    return answer(office, kept, health)


def answer(office: Office, kept: SlotReport, health: HealthRule) -> ResponseReturnValue:
    """What is said once a report is kept: the same each time it is sent."""
    address = url_for("isolation.kept", report_id=kept.id)
    if not wants_json():
        return redirect(address)
    with office.database.reading() as database:
        says = receipt(database, current_enterprise(database), kept.id, health)
    return jsonify(kept=True, says=says, url=address)


def receipt(
    database: Session, enterprise: Unit, report_id: int, health: HealthRule
) -> list[str]:
    """What was kept, in sentences: when, in time or late, and what must be done at
    once.
    """
    kept = database.get_one(SlotReport, report_id)
    said = [labels.received(kept), labels.follows(kept)]
    alarms = alarm_queries.alarms_of(
        database, enterprise, [read.person_id for read in kept.readings]
    )
    return [
        sentence
        for sentence in (*said, *(labels.again(alarm, health) for alarm in alarms))
        if sentence
    ]
