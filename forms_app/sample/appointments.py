"""Times for checks at the door: two in three of those that wait for theirs have picked
one, as they were offered it this morning.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.permits.appointments import operations, queries, rules
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage
from forms_app.sample.actors import itself, when

PICKED = when("03-05 09:20")


def enter(session: Session, office: Office) -> None:
    query = select(Application).where(Application.stage == Stage.ACCEPTED)
    for number, application in enumerate(session.scalars(query.order_by("id"))):
        unit = application.enterprise
        visit = queries.visit_due(session, unit, application.campaign)
        if number % 3 == 2 or visit is None or visit.since > PICKED:
            continue
        offers = rules.offered(queries.free(session, office, visit))
        if offers:
            at = offers[number % len(offers)].begins
            operations.pick(session, office, visit, at, **itself(unit, PICKED))
