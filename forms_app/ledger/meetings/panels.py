"""What can be brought to the meeting, from the page it is on."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.ledger.items.models import Item
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.people.isolation.models import Alarm
from forms_app.permits.resumption.models import Application


def of_application(application: Application) -> list[Link]:
    return [_bring("application", application.id)]


def of_alarm(alarm: Alarm) -> list[Link]:
    return [_bring("alarm", alarm.id)]


def of_item(item: Item) -> list[Link]:
    """What is on the agenda already is not brought again."""
    return [] if item.kind == MEETING.code else [_bring("item", item.id)]


def _bring(of: str, number: int) -> Link:
    return Link(url_for("meetings.bring", of=of, number=number), _("提到碰头会"))
