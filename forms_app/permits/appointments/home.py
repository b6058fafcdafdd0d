"""Agreed times on an enterprise's own page: what is to be picked, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.office import Office
from forms_app.permits.appointments.arrangement import Arrangement, arrangement
from forms_app.permits.appointments.labels import HISTORY, when
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import leading
from forms_app.permits.messages.rules import Kind
from forms_app.permits.resumption.tasks import Stand, Task
from forms_app.permits.resumption.thread import Entry


def arrangements(
    office: Office, session: Session, enterprise: Enterprise
) -> list[Arrangement]:
    """In each campaign, the leading one first."""
    every = dict.fromkeys([leading(office), *campaigns(office)])
    stands = [arrangement(office, session, enterprise, slug) for slug in every]
    return [one for one in stands if one]


def tasks(office: Office, session: Session, enterprise: Enterprise) -> Iterator[Task]:
    for one in arrangements(office, session, enterprise):
        campaign = choice_of(office, one.visit.campaign)
        address = url_for("appointments.pick", campaign=campaign)
        known = one.appointment
        stand = Stand.TO_DO if known is None or one.is_missed else Stand.DONE
        says = when(known.begins_at, known.ends_at) if known else ""
        yield Task(22, _("上门核验的时间"), address, stand, says)


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Each time that was agreed, with the message that tells of it."""
    for step, _reason in audit.history(session, enterprise.reference):
        if step.action in HISTORY:
            at = moment(datetime.fromisoformat(step.details["at"]))
            title = _("%(what)s：%(at)s", what=HISTORY.label(step.action), at=at)
            yield Entry(step.office_time, title, kind=Kind.VISIT)
