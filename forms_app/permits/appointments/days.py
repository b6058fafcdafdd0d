"""The days by which agreed times are looked at: today, tomorrow, later, and what was
missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Words
from forms_app.base.worklist import Reader
from forms_app.base.zone import start_of
from forms_app.permits.appointments import queries
from forms_app.permits.appointments.labels import when
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.resumption.agreed_times import Agreed
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage

TODAY = "today"
NONE = "none"
DAYS = Words(
    {
        TODAY: _l("今天"),
        "tomorrow": _l("明天"),
        "later": _l("后天起"),
        "missed": _l("时间过了还没有核验"),
    }
)


def on(reader: Reader, value: str) -> ColumnElement[bool]:
    """Whether an agreed time is on these days."""
    now = reader.now
    first, second, third = (
        start_of(now.date() + timedelta(days=days)) for days in range(3)
    )
    begins = Appointment.begins_at
    return {
        "tomorrow": (begins >= second) & (begins < third),
        "later": begins >= third,
        "missed": Appointment.ends_at <= now,
    }.get(value, (begins >= first) & (begins < second))


class OfApplications:
    """The same of the list of applications, which also finds those without a time."""

    def options(self, reader: Reader) -> list[tuple[str, str]]:
        """None where the office asks nobody for a time."""
        if queries.times(reader.office) is None:
            return []
        return [*DAYS.choices(), (NONE, str(_l("还没有约")))]

    def where(self, reader: Reader, value: str) -> ColumnElement[bool]:
        its_own = Appointment.application_id == Application.id
        if value == NONE:
            waits = Application.stage == Stage.ACCEPTED
            return waits & ~exists().where(its_own, queries.holds())
        return exists().where(its_own, queries.holds(), on(reader, value))

    def of(self, session: Session) -> Mapping[int, Agreed]:
        query = select(
            Appointment.application_id, Appointment.begins_at, Appointment.ends_at
        ).where(Appointment.application_id.is_not(None), queries.holds())
        return {
            number: Agreed(begins, when(begins, ends))
            for number, begins, ends in session.execute(query)
            if number
        }


def of_applications() -> OfApplications:
    return OfApplications()
