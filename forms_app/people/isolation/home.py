"""The daily reports on the enterprise's own page: the slot of now, and what of today is
still missing.
"""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import clock
from forms_app.base.office import Office
from forms_app.people.health_rules.health_file import HEALTH
from forms_app.people.health_rules.readings import HealthRule, Slot
from forms_app.people.isolation import completeness, queries, roster_queries
from forms_app.people.isolation.completeness import Kept, Mark
from forms_app.people.isolation.labels import slot_name
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import opened_on
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption.tasks import Stand, Task

FIRST = 5  # of the rows: somebody comes for it twice a day
NOT_YET = 60  # while nobody has to report


def tasks(office: Office, session: Session, enterprise: Enterprise) -> list[Task]:
    today = office.clock.today()
    title = _("今天的两报")
    health = rule(office, HEALTH, today)
    if health is None:
        return []
    address = url_for("isolation.report")
    is_anybody = roster_queries.is_anybody_on(session, enterprise, office.clock.now())
    since = opened_on(enterprise)
    if not is_anybody or since is None or since > today:
        return [Task(NOT_YET, title, address, says=_("准予以后，册上有了人，再报"))]
    stand, says, slot = _standing(office, session, enterprise, health)
    if slot:
        address = url_for("isolation.report", day=today, slot=slot.id)
    return [Task(FIRST, title, address, stand, says)]


def _standing(
    office: Office, session: Session, enterprise: Enterprise, health: HealthRule
) -> tuple[Stand, str, Slot | None]:
    """Whose turn it is, the words for it, and the slot to report where one is."""
    now = office.clock.now()
    today = now.date()
    kept = queries.first_of_slots(session, enterprise, today)
    (marks,) = completeness.marks(health, kept, [today], today, now)
    for slot, mark, _found in reversed(marks.slots):
        if mark is Mark.WAITING:
            until = clock(slot.due)
            says = _("%(slot)s，%(at)s 以前", slot=slot_name(slot), at=until)
            return Stand.TO_DO, says, slot
    for slot, mark, _found in marks.slots:
        if mark is Mark.MISSING:
            until = clock(slot.due)
            says = _("%(slot)s过了 %(at)s，请补报", slot=slot_name(slot), at=until)
            return Stand.TO_DO, says, slot
    said = [_reported(slot, found) for slot, _mark, found in marks.slots if found]
    return Stand.DONE, "；".join(said), None


def _reported(slot: Slot, found: Kept) -> str:
    return _("%(slot)s %(at)s 报了", slot=slot_name(slot), at=clock(found.received_at))
