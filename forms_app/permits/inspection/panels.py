"""Inspections on the pages of others."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.access import actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.base.words import Word
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.inspection.listing import OVERDUE, is_overdue, state_of
from forms_app.permits.inspection.queries import (
    inspections,
    is_subject,
    last_checks,
    next_door,
)
from forms_app.permits.inspection.rules import Standing
from forms_app.permits.resumption import check_sheet
from forms_app.permits.resumption.check_sheet import Line
from forms_app.permits.resumption.models import SiteCheck
from forms_app.permits.resumption.rules import INSPECTION


@dataclass(frozen=True)
class Inspected:
    """How an enterprise stands in one inspection; `failed`: what is to be put right."""

    slug: str
    name: str
    permission: Permission | None
    state: Word
    overdue: Word | None
    failed: list[Line]


def _of(session: Session, enterprise: Enterprise, campaign: Campaign) -> Inspected:
    office = current_office()
    permission = enterprise.permissions.get(campaign.slug)
    check = last_checks(session, campaign.slug, [enterprise]).get(enterprise.id)
    due_on = check.due_on if check else None
    is_late = is_overdue(permission, due_on, office.clock.today())
    return Inspected(
        campaign.slug,
        campaign.name(language()),
        permission,
        state_of(permission),
        OVERDUE if is_late else None,
        check_sheet.failed(office, check) if check else [],
    )


def _every(session: Session, enterprise: Enterprise) -> list[Inspected]:
    office = current_office()
    running = inspections(office, office.clock.today()).values()
    return [
        _of(session, enterprise, one) for one in running if is_subject(one, enterprise)
    ]


def actions(enterprise: Enterprise) -> list[Link]:
    office = current_office()
    running = inspections(office, office.clock.today()).values()
    return [
        Link(
            url_for(
                "inspections.check", campaign=one.slug, reference=enterprise.reference
            ),
            _("检查：%(name)s", name=one.name(language())),
            "button second",
        )
        for one in running
        if is_subject(one, enterprise)
    ]


def at_enterprise(enterprise: Enterprise) -> list[Markup]:
    """How it stands in every inspection that is running."""
    with current_office().database.reading() as session:
        found = _every(session, enterprise)
    if not found:
        return []
    page = render_template("inspections/_at_enterprise.html", e=enterprise, found=found)
    return [Markup(page)]  # noqa: S704 - a template of ours


def of_mine(session: Session, enterprise: Enterprise) -> list[Markup]:
    """What the enterprise that is signed in has to put right, by when."""
    found = [
        one
        for one in _every(session, enterprise)
        if one.permission and one.permission.status == Standing.MENDING
    ]
    return [
        Markup(render_template("inspections/_mine.html", one=one))  # noqa: S704
        for one in found
    ]


def after_check(check: SiteCheck) -> list[Link]:
    """From an inspection that was kept on to the next door."""
    office = current_office()
    today = office.clock.today()
    campaign = inspections(office, today).get(check.campaign)
    if check.purpose != INSPECTION or campaign is None:
        return []
    with office.database.reading() as session:
        unit = session.get_one(Enterprise, check.enterprise_id)
        following = next_door(session, actor(), campaign, unit, today)
    links = [
        Link(
            url_for("inspections.every", campaign=campaign.slug),
            _("回到今天要查的"),
            "button second",
        )
    ]
    if following:
        address = url_for(
            "inspections.check",
            campaign=campaign.slug,
            reference=following.reference,
        )
        label = _("下一家：%(name)s", name=following.name)
        links.insert(0, Link(address, label, "button"))
    return links
