"""How an enterprise stands in each campaign, as its own page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from forms_app.base.feature import Link, panels
from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.permits.campaigns.applying import open_to
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import directory, leading
from forms_app.permits.resumption import (
    check_sheet,
    drafts,
    form_pages,
    papers,
    queries,
    returns,
    stages,
)
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.returns import ToMend
from forms_app.permits.resumption.rules import CLOSED, Stage
from forms_app.permits.resumption.situation import Situation, situation


@dataclass(frozen=True)
class Block:
    """One campaign: what was decided in it, and the application the enterprise works on.

    `to_mend` of an application that was returned; `failed` lines of its last check, as
    long as they are to be put right; `panels` of other features.
    """

    campaign: str
    permission: Permission | None
    application: Application | None
    situation: Situation
    to_mend: Sequence[ToMend] = ()
    failed: Sequence[check_sheet.Line] = ()
    panels: Sequence[Link | Markup] = ()

    @property
    def standing(self) -> Word | None:
        """None of a campaign that is over: nobody is open by it any more."""
        return standing(self.permission) if self.situation.look else None

    @property
    def is_public(self) -> bool:
        return self.permission is not None and self.permission.status != "pending"


def blocks(office: Office, session: Session, enterprise: Enterprise) -> list[Block]:
    """Of every campaign it takes part in or may apply in, the leading one first."""
    today = office.clock.today()
    offered = {one.slug for one in open_to(office, enterprise, today)}
    applied = {one.campaign for one in queries.applications_of(session, enterprise.id)}
    taking_part = {*enterprise.permissions, *applied}
    every = dict.fromkeys([*campaigns(office), *sorted(taking_part)])
    found = [slug for slug in every if slug in taking_part | offered]
    if not campaigns(office):
        offered.add(leading(office))
    return [
        _block(office, session, enterprise, slug, slug in offered)
        for slug in found or [leading(office)]
    ]


def _block(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    may_apply: bool,
) -> Block:
    application = drafts.newest(session, enterprise.id, campaign)
    permission = enterprise.permissions.get(campaign)
    return Block(
        campaign,
        permission,
        application,
        situation(office, session, enterprise, campaign, application, may_apply),
        returns.to_mend(session, office, application) if application else [],
        _failed(office, session, enterprise, campaign, application),
        panels("my.state", session, enterprise, campaign),
    )


def _failed(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    application: Application | None,
) -> list[check_sheet.Line]:
    permission = enterprise.permissions.get(campaign)
    is_held = permission is not None and permission.status == "suspended"
    if not is_held and (application is None or application.stage != Stage.TO_PUT_RIGHT):
        return []
    last = queries.last_check(session, enterprise, campaign)
    return [] if last is None or last.passed else check_sheet.failed(office, last)


def shown(session: Session, office: Office, application: Application) -> dict[str, Any]:
    """What whoever applied reads of an application."""
    community = directory(office).get(application.enterprise.community)
    return {
        "e": application.enterprise,
        "steps": stages.steps(application),
        "squad": community.squad_of(application.enterprise.grid) if community else None,
        "community": community,
        "answers": form_pages.answers_of(session, office, application),
        "attached": papers.papers(session, application),
        "is_closed": application.stage in CLOSED,
    }
