"""Wishes of one enterprise, and those that wait for staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, immediateload, joinedload

from forms_app.base.access import Actor
from forms_app.base.memory import asked_once
from forms_app.base.paging import Rows
from forms_app.permits.corrections.models import Correction
from forms_app.permits.corrections.rules import Outcome
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to


@asked_once
def of_enterprise(session: Session, enterprise: Enterprise) -> Sequence[Correction]:
    """Every wish, the newest first."""
    query = (
        select(Correction)
        .where(Correction.enterprise_id == enterprise.id)
        .options(immediateload(Correction.enterprise))
        .order_by(Correction.id.desc())
    )
    return session.scalars(query).all()


def open_of(session: Session, enterprise: Enterprise) -> Correction | None:
    wishes = of_enterprise(session, enterprise)
    return next((one for one in wishes if one.decided_at is None), None)


def last_answer(session: Session, enterprise: Enterprise) -> Correction | None:
    """The last wish that staff have decided."""
    decided = {Outcome.ACCEPTED, Outcome.DECLINED}
    wishes = of_enterprise(session, enterprise)
    return next((one for one in wishes if one.outcome in decided), None)


def waiting(session: Session, actor: Actor, community: str = "") -> Rows[Correction]:
    """What waits for staff, within somebody's reach, the oldest first."""
    query = (
        select(Correction)
        .join(Correction.enterprise)
        .where(Correction.decided_at.is_(None), visible_to(actor))
        .order_by(Correction.asked_at, Correction.id)
    )
    if community:
        query = query.where(Enterprise.community == community)
    loads = [joinedload(Correction.enterprise)]
    return Rows(session, query, loads=loads, key=Correction.id)
