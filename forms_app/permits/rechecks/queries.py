"""Who has something to put right, and who waits for a second look."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, immediateload

from forms_app.base.access import Actor
from forms_app.base.memory import asked_once
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.rechecks.models import Recheck
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.queries import in_stage
from forms_app.permits.resumption.rules import Stage

HELD = ("suspended", "mending")  # what a content file says of somebody who has


def _has_to() -> ColumnElement[bool]:
    """Whether the enterprise of a request still has something to put right."""
    held = exists().where(
        Permission.enterprise_id == Recheck.enterprise_id,
        Permission.campaign == Recheck.campaign,
        Permission.status.in_(HELD),
    )
    applies = exists().where(
        Application.enterprise_id == Recheck.enterprise_id,
        Application.campaign == Recheck.campaign,
        Application.stage == Stage.TO_PUT_RIGHT,
    )
    return or_(held, applies)


def _is_newest() -> ColumnElement[bool]:
    """Whether nothing came after it: no check, no other request."""
    later = aliased(Recheck)
    checked = exists().where(
        SiteCheck.enterprise_id == Recheck.enterprise_id,
        SiteCheck.campaign == Recheck.campaign,
        SiteCheck.recorded_at > Recheck.asked_at,
    )
    asked = exists().where(
        later.enterprise_id == Recheck.enterprise_id,
        later.campaign == Recheck.campaign,
        later.id > Recheck.id,
    )
    return and_(~checked, ~asked)


@cache
def is_open() -> ColumnElement[bool]:
    """Whether a request still waits for somebody to look. Made once: to put it together
    takes longer than the database takes to answer.
    """
    return and_(_is_newest(), _has_to())


@asked_once
def of_enterprise(
    session: Session, enterprise: Enterprise
) -> Sequence[tuple[Recheck, bool]]:
    """Every request, the newest first, and whether it still waits for somebody."""
    query = (
        select(Recheck, is_open())
        .where(Recheck.enterprise_id == enterprise.id)
        .options(immediateload(Recheck.enterprise))
        .order_by(Recheck.id.desc())
    )
    return [(asked, bool(waits)) for asked, waits in session.execute(query)]


def open_of(session: Session, enterprise: Enterprise, campaign: str) -> Recheck | None:
    every = of_enterprise(session, enterprise)
    here = (one for one, waits in every if waits and one.campaign == campaign)
    return next(here, None)


def waiting(session: Session, actor: Actor, community: str = "") -> Rows[Recheck]:
    """Those within somebody's reach, the oldest first."""
    query = (
        select(Recheck)
        .join(Recheck.enterprise)
        .where(is_open(), visible_to(actor))
        .order_by(Recheck.asked_at, Recheck.id)
    )
    if community:
        query = query.where(Enterprise.community == community)
    return Rows(session, query)


def has_to_put_right(session: Session, enterprise: Enterprise, campaign: str) -> bool:
    permission = enterprise.permissions.get(campaign)
    if permission is not None and permission.status in HELD:
        return True
    return in_stage(session, enterprise, campaign, {Stage.TO_PUT_RIGHT}) is not None
