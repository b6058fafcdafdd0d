"""Decisions whose files are missing all at once, for whoever says whether that was meant."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import name_of
from forms_app.publishing.intake.removals import HELD

SHOWN = 20  # names of enterprises; of the others the number


@dataclass(frozen=True)
class Removal:
    """Of a community in a campaign, which is not named where the office has but one."""

    campaign: str
    community: str
    campaign_title: str
    community_title: str
    units: list[tuple[str, str]]  # reference and name of the first of them
    number: int
    may_confirm: bool

    @property
    def more(self) -> int:
        return self.number - len(self.units)


def held_removals(office: Office, session: Session, actor: Actor) -> list[Removal]:
    found: dict[str, list[str]] = read_json(office.accepted / HELD) or {}
    return [_removal(office, session, actor, area, found[area]) for area in found]


def _removal(
    office: Office, session: Session, actor: Actor, area: str, keys: list[str]
) -> Removal:
    campaign, _slash, community = area.partition("/")
    titles = names_beside_others(office)
    references = [key.partition("/")[2] for key in keys]
    return Removal(
        campaign,
        community,
        titles.get(campaign, campaign) if titles else "",
        name_of(office, community),
        _named(session, references[:SHOWN]),
        len(references),
        actor.role is Role.ADMIN or community in actor.communities,
    )


def _named(session: Session, references: list[str]) -> list[tuple[str, str]]:
    query = select(Enterprise.reference, Enterprise.name).where(
        Enterprise.reference.in_(references)
    )
    names = {one.reference: one.name for one in session.execute(query)}
    return [(one, names.get(one, "")) for one in references]
