"""Whether somebody who stays in was reported in every slot: what is missing is missing
for good.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import current_office
from forms_app.base.zone import at
from forms_app.people.health_rules.content import health_on
from forms_app.people.health_rules.readings import is_late
from forms_app.people.isolation.models import Case, Reading
from forms_app.permits.grid.queries import rules


def missing_slots(session: Session, case: Case) -> list[tuple[date, str]]:
    """Each slot of which there is no reading, from the first that was due after the
    case was opened to the day before due, as far as its time is over.

    A reading that only says "not at work today" is none.
    """
    office = current_office()
    files = rules(office)
    now = office.clock.now()
    said = Reading.person_id == case.person_id, Reading.absent.is_(False)
    known = {
        (day, slot)
        for day, slot in session.execute(select(Reading.day, Reading.slot).where(*said))
    }
    missing = []
    day = max(case.starts_on, case.opened_at.date())
    while day < case.due_on:
        health = health_on(files, day)
        for slot in health.slots if health else ():
            is_due = at(day, slot.due) > case.opened_at and is_late(slot, day, now)
            if is_due and (day, slot.id) not in known:
                missing.append((day, slot.id))
        day += timedelta(days=1)
    return missing
