"""What waits for a second account, and what went with one that nobody has seen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from forms_app.base.access import OFFICE, PUBLISHERS, Actor
from forms_app.base.audit import AuditReason
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import within
from forms_app.publishing.countersigns.models import Confirmation, Countersign
from forms_app.publishing.countersigns.rules import is_enough


def within_reach(actor: Actor) -> ColumnElement[bool]:
    """The decisions of somebody's communities; what is none, of whoever edits it."""
    if actor.role not in PUBLISHERS:
        return false()
    place = Countersign.community
    decisions = and_(Countersign.campaign != "", within(actor, place, place))
    if actor.role in OFFICE:
        return or_(decisions, Countersign.campaign == "")
    return decisions


def open_ones(session: Session) -> list[Countersign]:
    """Every one that waits."""
    return list(
        session.scalars(select(Countersign).where(Countersign.ended_at.is_(None)))
    )


def confirmed(session: Session) -> dict[str, str]:
    """By path, the hash of the text that enough accounts have confirmed."""
    has_any = exists().where(Confirmation.countersign_id == Countersign.id)
    query = select(Countersign).where(Countersign.ended_at.is_(None), has_any)
    return {
        one.path: one.text_hash
        for one in session.scalars(query)
        if is_enough(one.writer, one.confirmed_by, one.is_alone)
    }


def waiting(session: Session, actor: Actor, community: str = "") -> Rows[Countersign]:
    """Those within somebody's reach that are still to be confirmed, the oldest first."""
    went = exists().where(
        Confirmation.countersign_id == Countersign.id, Confirmation.is_alone
    )
    return _rows(session, actor, community, Countersign.ended_at.is_(None), ~went)


def unseen(session: Session, actor: Actor, community: str = "") -> Rows[Countersign]:
    """What went with one account and nobody else has seen."""
    alone = exists().where(
        Confirmation.countersign_id == Countersign.id,
        Confirmation.is_alone,
        Confirmation.seen_at.is_(None),
    )
    return _rows(session, actor, community, alone)


def _rows(
    session: Session, actor: Actor, community: str, *conditions: ColumnElement[bool]
) -> Rows[Countersign]:
    query = (
        select(Countersign)
        .where(within_reach(actor), *conditions)
        .order_by(Countersign.began_at, Countersign.id)
    )
    if community:
        query = query.where(Countersign.community == community)
    return Rows(session, query)


def one_within_reach(session: Session, number: int, actor: Actor) -> Countersign | None:
    query = select(Countersign).where(Countersign.id == number, within_reach(actor))
    return session.scalar(query)


def of_decision(session: Session, campaign: str, reference: str) -> Countersign | None:
    """What waits of an enterprise in a campaign."""
    query = select(Countersign).where(
        Countersign.reference == reference,
        Countersign.campaign == campaign,
        Countersign.ended_at.is_(None),
    )
    return session.scalars(query).first()


def of_enterprise(session: Session, reference: str) -> list[Countersign]:
    """What waits of it in every campaign."""
    query = select(Countersign).where(
        Countersign.reference == reference, Countersign.ended_at.is_(None)
    )
    return list(session.scalars(query.order_by(Countersign.id)))


def units(session: Session, found: Collection[Countersign]) -> dict[str, Any]:
    """By reference, the name and the grid of whom these are about."""
    references = {one.reference for one in found if one.reference}
    query = select(Enterprise.reference, Enterprise.name, Enterprise.grid)
    rows = session.execute(query.where(Enterprise.reference.in_(references)))
    return {one.reference: one for one in rows}


def of_references(
    session: Session, references: Collection[str]
) -> set[tuple[str, str]]:
    """Campaign and reference of those of these enterprises that wait."""
    query = select(Countersign.campaign, Countersign.reference).where(
        Countersign.reference.in_(references),
        Countersign.campaign != "",
        Countersign.ended_at.is_(None),
    )
    return {(campaign, reference) for campaign, reference in session.execute(query)}


def reason_of(session: Session, confirmation: Confirmation) -> str:
    """Why it could not wait; empty once that was erased."""
    query = select(AuditReason.text).where(
        AuditReason.entry_number == confirmation.entry_number
    )
    return session.scalar(query) or ""
