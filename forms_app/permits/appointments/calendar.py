"""An appointment as an event of a calendar: with the name and the address of the
enterprise itself, and the phone of its office.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from forms_app.base.calendar_file import CalendarEvent
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.grid.queries import directory, name_of


def event_of(office: Office, found: Appointment, now: datetime) -> CalendarEvent:
    unit = found.enterprise
    place = name_of(office, unit.community, unit.grid)
    host = urlsplit(office.config.public_url).hostname
    return CalendarEvent(
        uid=f"appointment-{found.id}-{unit.reference}@{host}",
        sequence=found.number - 1,
        begins=found.begins_at,
        ends=found.ends_at,
        title=_("上门核验：%(name)s", name=unit.name),
        place=" ".join(filter(None, (place, unit.address, unit.place))),
        about="\n".join(_about(office, found)),
        written_at=now,
    )


def _about(office: Office, found: Appointment) -> list[str]:
    unit = found.enterprise
    lines = [
        _("请留人在场。"),
        _("单位编号 %(reference)s", reference=unit.reference),
    ]
    if community := directory(office).get(unit.community):
        lines.append(
            _(
                "%(office)s电话 %(phone)s",
                office=community.office,
                phone=community.phone,
            )
        )
    return [*lines, f"{office.config.public_url}/app/my/"]
