"""Reads of checks at the door; all of them keep to what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.base.zone import start_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import (
    COMMUNITY,
    visible_in_order,
    visible_to,
)
from forms_app.permits.resumption.labels import PURPOSES, VERDICTS
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.rules import TO_CHECK


@dataclass(frozen=True)
class Wanted:
    """Which checks a list is to show; what is empty narrows nothing."""

    verdict: str = ""
    purpose: str = ""
    campaign: str = ""
    community: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.verdict in VERDICTS:
            found.append(SiteCheck.passed == (self.verdict == "passed"))
        if self.purpose in PURPOSES:
            found.append(SiteCheck.purpose == self.purpose)
        if self.campaign:
            found.append(SiteCheck.campaign == self.campaign)
        if self.community:
            found.append(Enterprise.community == self.community)
        if self.since:
            found.append(SiteCheck.visited_at >= start_of(self.since))
        if self.until:
            found.append(
                SiteCheck.visited_at < start_of(self.until + timedelta(days=1))
            )
        return found


def checks(session: Session, actor: Actor, wanted: Wanted) -> Rows[SiteCheck]:
    """Within reach, the newest first."""
    query = (
        select(SiteCheck)
        .join(SiteCheck.enterprise)
        .options(contains_eager(SiteCheck.enterprise))
        .where(visible_to(actor), *wanted.conditions)
        .order_by(SiteCheck.visited_at.desc(), SiteCheck.id.desc())
    )
    return Rows(session, query)


def versions_of(
    session: Session, actor: Actor, wanted: Wanted
) -> list[tuple[str, str]]:
    """The versions of the check lists that such checks were made by, each with its
    campaign.
    """
    query = (
        select(SiteCheck.campaign, SiteCheck.rule)
        .join(SiteCheck.enterprise)
        .where(visible_to(actor), *wanted.conditions)
        .distinct()
    )
    return [(campaign, version) for campaign, version in session.execute(query)]


def checks_of(session: Session, enterprise: Enterprise) -> Rows[SiteCheck]:
    """Every check of an enterprise, before it opened and since; the newest first."""
    query = (
        select(SiteCheck)
        .where(SiteCheck.enterprise_id == enterprise.id)
        .order_by(SiteCheck.id.desc())
    )
    return Rows(session, query)


def by_client_id(session: Session, client_id: str) -> SiteCheck | None:
    query = select(SiteCheck).where(SiteCheck.client_id == client_id)
    return session.scalar(query) if client_id else None


def last_checks(
    session: Session,
    campaign: str,
    enterprises: Iterable[Enterprise],
    *conditions: ColumnElement[bool],
) -> dict[int, SiteCheck]:
    """The last check of each in a campaign for which the conditions hold, by the id of
    the enterprise.
    """
    ids = [one.id for one in enterprises]
    query = select(SiteCheck).where(
        SiteCheck.enterprise_id.in_(ids), SiteCheck.campaign == campaign, *conditions
    )
    found = session.scalars(query.order_by(SiteCheck.id))
    return {check.enterprise_id: check for check in found}


def newer_by_others(
    session: Session, enterprise: Enterprise, campaign: str, base: int, actor: Actor
) -> SiteCheck | None:
    """What somebody else found in a campaign that whoever wrote a check there did not
    know of.
    """
    query = select(SiteCheck).where(
        SiteCheck.enterprise_id == enterprise.id,
        SiteCheck.campaign == campaign,
        SiteCheck.id > base,
        SiteCheck.recorded_by != actor.id,
    )
    return session.scalar(query.order_by(SiteCheck.id.desc()).limit(1))


def conflicts(session: Session, actor: Actor, community: str = "") -> Rows[SiteCheck]:
    """Checks that knew nothing of another, until somebody has seen both."""
    query = (
        select(SiteCheck)
        .join(SiteCheck.enterprise)
        .where(
            visible_in_order(actor),
            SiteCheck.conflicts_with.is_not(None),
            SiteCheck.settled_at.is_(None),
        )
        .order_by(SiteCheck.id)
    )
    if community:
        query = query.where(COMMUNITY.in_([community]))
    return Rows(session, query)


def waiting_doors(session: Session, actor: Actor) -> Rows[Application]:
    """Every application that waits for its check, by grid and address."""
    query = (
        select(Application)
        .join(Enterprise)
        .where(visible_to(actor), Application.stage.in_(TO_CHECK))
        .order_by(Enterprise.grid, Enterprise.address, Enterprise.id)
    )
    return Rows(session, query)


def who_came_last(session: Session, actor: Actor) -> list[str]:
    """The bodies that came to the last check this account recorded: as a rule the same
    people go from door to door.
    """
    query = (
        select(SiteCheck.visitors)
        .where(SiteCheck.recorded_by == actor.id)
        .order_by(SiteCheck.id.desc())
    )
    return session.scalar(query.limit(1)) or []


def next_to_check(
    session: Session, actor: Actor, enterprise: Enterprise
) -> Application | None:
    """The next door to knock at after this one: in the same grid first, then what is due
    first.
    """
    query = (
        select(Application)
        .join(Enterprise)
        .where(
            visible_to(actor),
            Application.stage.in_(TO_CHECK),
            Enterprise.id != enterprise.id,
        )
        .order_by(
            Enterprise.grid != enterprise.grid,
            Application.due_at.is_(None),
            Application.due_at,
            Application.id,
        )
    )
    return session.scalar(query.limit(1))
