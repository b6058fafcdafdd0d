"""/app/staff/reports/: who is missing in a slot and is called, one enterprise's
history, sheets of readings, hints.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access
from forms_app.base.access import must_see, staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import NoDate, read_day
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.people.health_rules.readings import HealthRule, Slot, is_late, slot_at
from forms_app.people.isolation import (
    completeness,
    labels,
    missing_queries,
    operations,
    queries,
    roster_queries,
    temperatures,
)
from forms_app.people.isolation.forms import MissingCallForm
from forms_app.people.isolation.missing_queries import Missing, who_is_missing
from forms_app.people.isolation.models import Hint
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.rosters import queries as roster
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.permissions import opened_on
from forms_app.permits.grid.queries import directory, title_of

missing = Blueprint("missing", __name__)
HISTORY = 14  # days
A_FEW = 10  # people with their pictures on a page


def _asked(office: Office, health: HealthRule) -> tuple[date, Slot]:
    """The day and the slot of the address; without them, of the clock."""
    now = office.clock.now()
    try:
        day = read_day(request.values.get("day", ""))
    except NoDate:
        day = now.date()
    slots = {slot.id: slot for slot in health.slots}
    return min(day, now.date()), slots.get(request.values.get("slot", "")) or slot_at(
        now, health
    )


@missing.get("/app/staff/reports/")
@staff()
def reports() -> ResponseReturnValue:
    """Only who is missing: a call, what came of it, and a reminder to send."""
    office = current_office()
    actor = access.actor()
    now = current_office().clock.now()
    health = health_rule(office)
    day, slot = _asked(office, health)
    within = {
        "community": request.args.get("community", ""),
        "grid": request.args.get("grid", ""),
    }
    with office.database.reading() as session:
        missing_now = who_is_missing(session, actor, day, slot, **within)
        found = page_of(missing_now)
        reported = missing_queries.counted(session, actor, day, slot)
        hints = len(queries.hints(session, actor))
    title = labels.day_and_slot(day, slot)
    values: dict[str, Any] = {
        "found": found,
        "asked": {"day": day.isoformat(), "slot": slot.id, **within},
        "slots": [(each.id, labels.slot_name(each)) for each in health.slots],
        "grids": _grids(office),
        "communities": _communities(office),
        "reported": reported,
        "title": title,
        "slot": slot,
        "is_over": is_late(slot, day, now),
        "may_see_hints": bool(hints),
        "texts": {each.enterprise.id: reminder(each, title, slot) for each in found},
    }
    return render_template(
        "missing/reports.html",
        outcomes=labels.CALLS,
        words=labels,
        **values,
    )


def _grids(office: Office) -> list[tuple[str, str]]:
    actor = access.actor()
    return [
        (grid.slug, f"{title_of(community)} {grid.name}")
        for community in directory(office).values()
        for grid in community.grids
        if actor.may_see(community.slug, grid.slug)
    ]


def _communities(office: Office) -> list[tuple[str, str]]:
    """Those whose readings one may have as a whole: a grid worker none."""
    may_see = access.actor().may_see
    return [
        (community.slug, title_of(community))
        for community in directory(office).values()
        if may_see(community.slug, "")
    ]


def reminder(found: Missing, title: str, slot: Slot) -> str:
    """Words to copy into a chat: no names, since a group may read them."""
    values = {
        "firm": found.enterprise.name,
        "slot": title,
        "due": f"{slot.due:%H:%M}",
        "n": len(found.people),
    }
    if found.no_report:
        return _(
            "%(firm)s：您好，%(slot)s的报备还没有收到（%(due)s 截止）。请现在报一下；"
            "晚了也要报，谢谢。",
            **values,
        )
    return _(
        "%(firm)s：您好，%(slot)s还差 %(n)s 位隔离人员的体温（%(due)s 截止）。请量了补报，谢谢。",
        **values,
    )


def find(session: Session, reference: str) -> Unit:
    """The enterprise, or 404 when it is not there or of another grid."""
    found = roster.unit(session, reference) or abort(404)
    must_see(found.community, found.grid)
    return found


@missing.post("/app/staff/reports/<reference>/call/")
@staff()
def call(reference: str) -> ResponseReturnValue:
    office = current_office()
    form = MissingCallForm()
    day, slot = _asked(office, health_rule(office))
    with office.database.reading() as session:
        find(session, reference)
    if form.validate_on_submit():
        with office.database.writing() as session:
            enterprise = find(session, reference)
            by = by_whom()
            said = (form.outcome.data or "", form.note.data or "")
            operations.log_missing_call(session, enterprise, (day, slot), *said, **by)
    return redirect(url_for("missing.reports", day=day.isoformat(), slot=slot.id))


@missing.get("/app/staff/reports/<reference>/")
@staff()
def enterprise(reference: str) -> ResponseReturnValue:
    """Two weeks of one enterprise by day and slot: in time, late, missing; and the
    calls.
    """
    office = current_office()
    now = current_office().clock.now()
    health = health_rule(office)
    days = completeness.last_days(now.date(), HISTORY)
    with office.database.reading() as session:
        found = find(session, reference)
        known = queries.first_of_slots(session, found, days[-1])
        calls = page_of(missing_queries.calls_of(session, found, days[-1]))
        people = page_of(
            roster_queries.measured(session, found, now), size=A_FEW, key="people"
        )
        taken = temperatures.courses(session, [one.id for one in people], health, now)
    marks = completeness.marks(health, known, days, opened_on(found), now)
    values = {"e": found, "marks": marks, "calls": calls, "health": health}
    values |= {"people": people, "courses": taken}
    return render_template(
        "missing/enterprise.html", outcomes=labels.CALLS, words=labels, **values
    )


@missing.get("/app/staff/hints/")
@staff("reviewer", "office")
def hints() -> ResponseReturnValue:
    """Worth a look; no score and no ranking."""
    with current_office().database.reading() as session:
        found = page_of(queries.hints(session, access.actor()))
        firms = {
            hint.enterprise_id: session.get_one(Unit, hint.enterprise_id)
            for hint in found
        }
        people = roster_queries.names(
            session, [hint.person_id for hint in found if hint.person_id]
        )
    return render_template(
        "missing/hints.html", found=found, firms=firms, people=people, words=labels
    )


@missing.post("/app/staff/hints/<int:hint_id>/seen/")
@staff("reviewer", "office")
def seen(hint_id: int) -> ResponseReturnValue:
    office = current_office()
    with office.database.writing() as session:
        hint = session.get(Hint, hint_id) or abort(404)
        firm = session.get_one(Unit, hint.enterprise_id)
        must_see(firm.community, firm.grid)
        operations.see_hint(session, hint, **by_whom())
    return redirect(url_for("missing.hints"))
