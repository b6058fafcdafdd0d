"""Reads of the staff's side, by name; all of them keep to what the actor may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, immediateload

from forms_app.base.access import Actor
from forms_app.base.memory import asked_once
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.queries import COMMUNITY, visible_in_order
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from forms_app.permits.resumption.rules import OPEN, TO_CHECK, Stage


def queue(session: Session, actor: Actor, community: str = "") -> Rows[Application]:
    """Open applications with staff or enterprise, what is due first on top, what has no
    time last.
    """
    query = (
        select(Application)
        .join(Enterprise)
        .where(visible_in_order(actor), Application.stage.in_(OPEN - {Stage.DRAFT}))
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    query = query.order_by(
        Application.due_at.is_(None),
        Application.due_at,
        Application.submitted_at,
        Application.id,
    )
    return Rows(session, query)


def calls_to_make(session: Session, actor: Actor, community: str = "") -> Rows[Call]:
    """Everybody who must still be told something, the longest waiting first."""
    query = (
        select(Call)
        .join(Enterprise)
        .where(visible_in_order(actor), Call.done_at.is_(None))
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    return Rows(session, query.order_by(Call.at, Call.id))


def calls_made(session: Session, enterprise: Enterprise) -> Rows[Call]:
    """Whatever was to be told to an enterprise, and what became of it; the newest first."""
    query = select(Call).where(Call.enterprise_id == enterprise.id)
    return Rows(session, query.order_by(Call.id.desc()))


def beside(session: Session, application: Application) -> list[Application]:
    """Other applications of the same enterprise, and open ones under the same code."""
    enterprise = application.enterprise
    same = Enterprise.id == enterprise.id
    if enterprise.code:
        same = same | (
            (Enterprise.code == enterprise.code) & Application.stage.in_(OPEN)
        )
    query = (
        select(Application)
        .join(Enterprise)
        .where(same, Application.id != application.id)
        .order_by(Application.id)
    )
    return list(session.scalars(query).unique())


def last_of_same_manager(
    session: Session, tenant: Enterprise, campaign: str
) -> Application | None:
    """The last application made in a campaign for another tenant of whoever manages
    this one.
    """
    of_same = (
        Enterprise.managed_by == tenant.managed_by,
        Enterprise.managed_by.is_not(None),
        Enterprise.id != tenant.id,
    )
    query = (
        select(Application)
        .join(Enterprise)
        .where(
            *of_same,
            Application.campaign == campaign,
            Application.stage != Stage.CANCELLED,
        )
    )
    return session.scalars(query.order_by(Application.id.desc())).unique().first()


def twins_of(session: Session, applications: Iterable[Application]) -> dict[int, str]:
    """The reference under which a unit is dealt with already in the same campaign, by
    the id of the application of another record with its code.
    """
    codes = {one.enterprise.code for one in applications if one.enterprise.code}
    known = (
        select(
            Enterprise.code,
            Permission.campaign,
            Enterprise.id,
            Enterprise.reference,
        )
        .join(Permission, Permission.enterprise_id == Enterprise.id)
        .where(Enterprise.code.in_(codes), Permission.status != "withdrawn")
    )
    found = session.execute(known.order_by(Enterprise.id.desc())).all()
    return {
        one.id: reference
        for one in applications
        for code, campaign, key, reference in found
        if (one.enterprise.code, one.campaign) == (code, campaign)
        and one.enterprise_id != key
    }


def opening_checks(
    session: Session, applications: Iterable[Application]
) -> dict[int, SiteCheck]:
    """The last check at the door of each application, by the application's id."""
    ids = [application.id for application in applications]
    query = (
        select(SiteCheck)
        .where(SiteCheck.application_id.in_(ids))
        .options(defer(SiteCheck.notes), defer(SiteCheck.confirmed))
        .order_by(SiteCheck.id)
    )
    return {check.application_id or 0: check for check in session.scalars(query)}


def last_check(
    session: Session, enterprise: Enterprise, campaign: str
) -> SiteCheck | None:
    of_both = SiteCheck.enterprise_id == enterprise.id, SiteCheck.campaign == campaign
    query = select(SiteCheck).where(*of_both).order_by(SiteCheck.id.desc())
    return session.scalar(query.limit(1))


@asked_once
def applications_of(session: Session, enterprise_id: int) -> Sequence[Application]:
    """Those of one enterprise in whatever campaign, the newest first."""
    query = (
        select(Application)
        .where(Application.enterprise_id == enterprise_id)
        .options(immediateload(Application.enterprise))
        .order_by(Application.number.desc())
    )
    return session.scalars(query).all()


def in_stage(
    session: Session, enterprise: Enterprise, campaign: str, stages: Collection[str]
) -> Application | None:
    """The newest application in a campaign that is in one of these stages, if any."""
    every = applications_of(session, enterprise.id)
    here = (one for one in every if one.campaign == campaign and one.stage in stages)
    return next(here, None)


def to_check(
    session: Session, enterprise: Enterprise, campaign: str
) -> Application | None:
    """The application in a campaign whose check at the door is due, if any."""
    return in_stage(session, enterprise, campaign, TO_CHECK)


def checked(
    session: Session, enterprise: Enterprise, campaign: str
) -> Application | None:
    """The application in a campaign that passed at the door and waits for the decision,
    if any.
    """
    return in_stage(session, enterprise, campaign, {Stage.CHECKED})
