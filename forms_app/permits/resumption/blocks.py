"""How an enterprise stands in each campaign, as its own page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.permits.campaigns.applying import open_to
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import directory, leading
from forms_app.permits.resumption import drafts, form_pages, returns, stages
from forms_app.permits.resumption.check_list import failed_lines
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.posters import may_print
from forms_app.permits.resumption.rules import CLOSED


@dataclass(frozen=True)
class Block:
    """One campaign: what was decided in it, and the application the enterprise works on.

    `shown` of the application, as `shown` gives it; `failed` lines of its last check.
    """

    campaign: str
    permission: Permission | None
    application: Application | None
    may_apply: bool
    shown: Mapping[str, Any] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def standing(self) -> Word | None:
        return standing(self.permission)

    @property
    def is_open(self) -> bool:
        return may_print(self.permission)

    @property
    def is_closed(self) -> bool:
        return self.application is not None and self.application.stage in CLOSED


def blocks(office: Office, session: Session, enterprise: Enterprise) -> list[Block]:
    """Of every campaign it takes part in or may apply in, the leading one first."""
    today = office.clock.today()
    offered = {one.slug for one in open_to(office, enterprise, today)}
    applied = select(Application.campaign).where(
        Application.enterprise_id == enterprise.id
    )
    taking_part = {*enterprise.permissions, *session.scalars(applied.distinct())}
    every = dict.fromkeys([*campaigns(office), *sorted(taking_part)])
    found = [slug for slug in every if slug in taking_part | offered]
    return [
        _block(
            office, session, enterprise, slug, not campaigns(office) or slug in offered
        )
        for slug in found or [leading(office)]
    ]


def _block(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    may_apply: bool,
) -> Block:
    permission = enterprise.permissions.get(campaign)
    application = drafts.newest(session, enterprise.id, campaign)
    if application is None:
        return Block(campaign, permission, None, may_apply)
    return Block(
        campaign,
        permission,
        application,
        may_apply,
        shown(session, office, application),
        failed_lines(office, application),
    )


def shown(session: Session, office: Office, application: Application) -> dict[str, Any]:
    """What whoever applied reads of an application."""
    community = directory(office).get(application.enterprise.community)
    return {
        "e": application.enterprise,
        "steps": stages.steps(application),
        "squad": community.squad_of(application.enterprise.grid) if community else None,
        "community": community,
        "answers": form_pages.answers_of(session, office, application),
        "to_mend": returns.to_mend(session, office, application),
    }
