"""The slot that a report is about, and the form that asks for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask import request

from forms_app.people.health_rules.readings import HealthRule, Slot, slot_at
from forms_app.people.isolation.forms import ReportForm
from forms_app.people.isolation.rules import Day, may_report

ROWS = 3  # exceptions offered at first


def choices(health: HealthRule, now: datetime) -> list[tuple[date, Slot]]:
    """What may be reported now, the newest first."""
    days = (now.date(), now.date() - timedelta(days=1))
    found = [(day, slot) for day in days for slot in reversed(health.slots)]
    return [
        (day, slot)
        for day, slot in found
        if may_report(day, slot.starts, now) == Day.OPEN
    ]


def chosen(health: HealthRule, now: datetime) -> tuple[date, Slot]:
    """The slot that was asked for where it may be reported; else the one of the clock."""
    asked = request.args.get("day", ""), request.args.get("slot", "")
    may = choices(health, now)
    fallback = (now.date(), slot_at(now, health))
    return next(
        (each for each in may if (each[0].isoformat(), each[1].id) == asked), fallback
    )


def of_form(form: ReportForm, health: HealthRule, now: datetime) -> tuple[date, Slot]:
    """The day and the slot that a form speaks of, as far as it can be read."""
    slot = next(
        (each for each in health.slots if each.id == form.slot.data), health.slots[0]
    )
    return form.moment(now)[0] or now.date(), slot


def blank(
    whose: str, staying: Iterable[int], health: HealthRule, now: datetime
) -> ReportForm:
    """The form with a row for each number in isolation; on a POST, as it was filled in.

    `whose`: who opened it, so that nobody else sends it.
    """
    day, slot = chosen(health, now)
    return ReportForm(
        data={
            "client_id": str(uuid.uuid4()),
            "whose": whose,
            "day": day.isoformat(),
            "slot": slot.id,
            "written_at": now.isoformat(),
            "staying": [{"number": str(number)} for number in staying],
            "exceptions": [{}] * ROWS,
        }
    )
