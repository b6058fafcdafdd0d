"""By when: the time a stage is promised in, from the office hours staff keep in
content/rules/hours.toml.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from forms_app.base.office import Office
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption import rules
from forms_app.permits.resumption.hours import HOURS, Hours
from forms_app.permits.resumption.rules import PROMISED, Stage

LONGEST = timedelta(days=60)


def due(office: Office, stage: Stage, start: datetime) -> datetime | None:
    """When a stage that begins at `start` is promised to be over; None when nothing is
    promised.
    """
    hours = rule(office, HOURS, start.date())
    promised = hours.promised.get(PROMISED.get(stage, "")) if hours else None
    if hours is None or not promised:
        return None
    return rules.due(start, promised, _open_hours(hours, start.date()))


def open_hours(office: Office, begin: date) -> dict[date, tuple[time, time]]:
    """When the office is open, by day from `begin` on; nothing where no rule says."""
    hours = rule(office, HOURS, begin)
    return _open_hours(hours, begin) if hours else {}


def after_open_days(office: Office, start: datetime, days: int) -> datetime | None:
    """When the office closes on the last of so many days on which it is open; None when
    its hours are not known.
    """
    hours = rule(office, HOURS, start.date())
    known = _open_hours(hours, start.date()) if hours else {}
    later = sorted(day for day in known if day > start.date())
    return (
        datetime.combine(later[days - 1], known[later[days - 1]][1], start.tzinfo)
        if len(later) >= days
        else None
    )


def _open_hours(hours: Hours, begin: date) -> dict[date, tuple[time, time]]:
    """Opening hours by day; a later row of the file holds over an earlier one."""
    known: dict[date, tuple[time, time]] = {}
    for days in hours.days:
        day = max(days.begins, begin)
        while day <= min(days.until, begin + LONGEST):
            known[day] = (days.opens, days.closes)
            day += timedelta(days=1)
    return known
