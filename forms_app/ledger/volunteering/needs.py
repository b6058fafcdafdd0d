"""A need that staff noted in a case and a volunteer saw to is met; nothing is noted
twice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.ledger.items.models import Item
from forms_app.ledger.volunteering import queries
from forms_app.people.isolation import case_diary
from forms_app.people.isolation.models import CaseEvent


def need_is_met(session: Session, item: Item, *, actor: Actor, now: datetime) -> None:
    """When a service is finished, the need it came of is too."""
    service = queries.service_of(session, item)
    need = (
        session.get(CaseEvent, service.need_id) if service and service.need_id else None
    )
    if service and need and need.done_at is None and need.struck_at is None:
        case_diary.fulfil(session, service.case, need, actor=actor, now=now)
