"""/app/my/report/: what was kept of a report, and the last two weeks."""

from __future__ import annotations

from flask import abort, jsonify, render_template, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from forms_app.base.access import enterprise_only, public
from forms_app.base.office import current_office
from forms_app.people.isolation import (
    alarm_queries,
    completeness,
    labels,
    queries,
    roster_queries,
)
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.isolation.views import isolation
from forms_app.permits.enterprises.permissions import opened_on
from forms_app.permits.enterprises.session import current_enterprise
from forms_app.permits.grid.queries import directory

HISTORY = 14  # days


@isolation.get("/app/my/report/<int:report_id>/")
@enterprise_only
def kept(report_id: int) -> ResponseReturnValue:
    """What was kept, when, late or in time; a correction with what differs."""
    office = current_office()
    health = health_rule(current_office())
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        found = queries.report(database, enterprise, report_id) or abort(404)
        earlier = queries.before(database, found)
        people = roster_queries.names(
            database,
            [r.person_id for each in (found, earlier) if each for r in each.readings],
        )
        lines = [labels.line(read, people) for read in found.readings]
        changed = labels.differences(earlier, found, people) if earlier else []
        alarms = alarm_queries.alarms_of(
            database, enterprise, [read.person_id for read in found.readings]
        )
    values = {
        "e": enterprise,
        "r": found,
        "lines": lines,
        "changed": changed,
        "alarms": [(alarm, labels.again(alarm, health)) for alarm in alarms],
        "slot": labels.named_slot(health, found.slot),
        "community": directory(office).get(enterprise.community),
    }
    return render_template("isolation/kept.html", here="my", words=labels, **values)


@isolation.get("/app/my/report/history/")
@enterprise_only
def history() -> ResponseReturnValue:
    """The last two weeks by day and slot; a missing slot stays missing."""
    office = current_office()
    now = current_office().clock.now()
    health = health_rule(current_office())
    days = completeness.last_days(now.date(), HISTORY)
    with office.database.reading() as database:
        enterprise = current_enterprise(database)
        known = queries.first_of_slots(database, enterprise, days[-1])
    marks = completeness.marks(health, known, days, opened_on(enterprise), now)
    return render_template(
        "isolation/history.html",
        here="my",
        e=enterprise,
        marks=marks,
        health=health,
        words=labels,
    )


@isolation.get("/app/my/report/token/")
@public
def report_token() -> ResponseReturnValue:
    """For a report that waited on a phone: a fresh token, and whose session this is;
    nobody's when it ended.
    """
    known = session.get("enterprise") or {}
    return jsonify(csrf_token=generate_csrf(), whose=known.get("reference", "")), {
        "Cache-Control": "no-store"
    }
