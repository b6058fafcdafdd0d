"""How units stand in each campaign that they take part in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.words import Word
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.resumption.labels import NOT_BEGUN, STAGES
from forms_app.permits.resumption.models import Application


@dataclass(frozen=True)
class Standing:
    """In one campaign: the permission and the last application, one of them at least."""

    campaign: str
    permission: Permission | None
    application: Application | None

    @property
    def word(self) -> Word:
        """What the permission says; before there is one, how the application stands."""
        word = standing(self.permission)
        if word is None and self.application:
            word = STAGES[self.application.stage]
        return word or NOT_BEGUN


def standings(
    session: Session, office: Office, units: Sequence[Enterprise]
) -> dict[int, list[Standing]]:
    """By id of the unit, in the order of the office's campaigns; empty for one that takes
    part in none.
    """
    applications = _applications(session, units)
    known = list(campaigns(office))
    return {
        unit.id: [
            Standing(
                slug, unit.permissions.get(slug), applications.get((unit.id, slug))
            )
            for slug in dict.fromkeys([*known, *unit.permissions])
            if slug in unit.permissions or (unit.id, slug) in applications
        ]
        for unit in units
    }


def _applications(
    session: Session, units: Sequence[Enterprise]
) -> dict[tuple[int, str], Application]:
    """By unit and campaign, the last application."""
    query = (
        select(Application)
        .where(Application.enterprise_id.in_([unit.id for unit in units]))
        .order_by(Application.number)
    )
    found = session.scalars(query).unique()
    return {(one.enterprise_id, one.campaign): one for one in found}
