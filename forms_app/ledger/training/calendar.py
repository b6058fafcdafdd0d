"""A session as an event of a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from forms_app.base.calendar_file import CalendarEvent
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.ledger.training.models import Training
from forms_app.permits.grid.queries import directory

# nobody says when a session is over: what a calendar keeps free for it
LENGTH = timedelta(hours=1)


def event_of(office: Office, training: Training, now: datetime) -> CalendarEvent:
    host = urlsplit(office.config.public_url).hostname
    community = directory(office).get(training.community)
    lines = [_("到场以后，扫墙上的码签到。")]
    if community:
        lines.append(
            _(
                "%(office)s电话 %(phone)s",
                office=community.office,
                phone=community.phone,
            )
        )
    return CalendarEvent(
        uid=f"training-{training.id}@{host}",
        sequence=0,
        begins=training.at,
        ends=training.at + LENGTH,
        title=_("培训：%(title)s", title=training.title),
        place=training.place,
        about="\n".join([*lines, f"{office.config.public_url}/app/my/training/"]),
        written_at=now,
    )
