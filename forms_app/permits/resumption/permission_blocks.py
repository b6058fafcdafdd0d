"""How an enterprise stands in each campaign, as staff see it beside what they can do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.refusal import NotSetUp
from forms_app.base.words import Word
from forms_app.permits.campaigns.queries import campaigns, is_inspection
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.resumption import decisions, posters, queries
from forms_app.permits.resumption.check_receiving import is_supervised
from forms_app.permits.resumption.labels import STEPS
from forms_app.permits.resumption.models import Application, Intent, Poster
from forms_app.permits.resumption.rules import (
    PERMISSIONS,
    TO_CHECK,
    WAITING,
    PermissionStatus,
    Step,
)


@dataclass(frozen=True)
class Block:
    """One campaign: the permission, and the application that waits for a check or a
    decision. `file` is the text of its content file, `faults` what is wrong there.
    """

    campaign: str
    permission: Permission | None
    application: Application | None
    steps: list[tuple[str, Word]]
    is_public: bool
    may_print: bool
    printed: Poster | None
    is_supervised: bool
    path: str
    file: str
    faults: list[Fault]

    @property
    def standing(self) -> Word | None:
        return standing(self.permission)

    @property
    def is_to_check(self) -> bool:
        """Whether somebody may go there and check."""
        waits = self.application is not None and self.application.stage in TO_CHECK
        return waits or self.is_supervised


def blocks(
    office: Office, session: Session, enterprise: Enterprise, chosen: str
) -> list[Block]:
    """Of the chosen campaign, and of every other one that it takes part in."""
    applied = select(Application.campaign).where(
        Application.enterprise_id == enterprise.id
    )
    taking_part = {*enterprise.permissions, *session.scalars(applied.distinct())}
    every = dict.fromkeys([chosen, *campaigns(office), *sorted(taking_part)])
    return [
        _block(office, session, enterprise, slug)
        for slug in every
        if slug == chosen or slug in taking_part
    ]


def _block(
    office: Office, session: Session, enterprise: Enterprise, campaign: str
) -> Block:
    permission = enterprise.permissions.get(campaign)
    waiting = queries.to_check(session, enterprise, campaign)
    return Block(
        campaign,
        permission,
        waiting or queries.checked(session, enterprise, campaign),
        possible_steps(session, office, enterprise, campaign),
        _is_public(session, enterprise, permission),
        posters.may_print(office, permission),
        posters.printed(session, office, permission),
        is_supervised(office, enterprise, campaign),
        decision_path(campaign, enterprise.community, enterprise.reference),
        _file_text(office, enterprise, campaign),
        _faults(office, enterprise, campaign),
    )


def _is_public(
    session: Session, enterprise: Enterprise, permission: Permission | None
) -> bool:
    """Whether the last edit that somebody asked for by a button is out."""
    if permission is None or permission.public_since is None:
        return False
    query = select(Intent.id).where(
        Intent.reference == enterprise.reference,
        Intent.campaign == permission.campaign,
        Intent.settled.is_(None) | (Intent.settled == WAITING),
    )
    return session.scalar(query.limit(1)) is None


def _file_text(office: Office, enterprise: Enterprise, campaign: str) -> str:
    try:
        path = decisions.path_of(office.content, enterprise, campaign)
        return read_content(path).decode("utf-8", "replace")
    except (FileNotFoundError, Unreadable, NotSetUp):
        return ""


def _faults(office: Office, enterprise: Enterprise, campaign: str) -> list[Fault]:
    place = decision_path(campaign, enterprise.community, enterprise.reference)
    saved = read_json(office.data / "faults.json") or []
    return [fault for fault in map(Fault.from_dict, saved) if fault.path == place]


def _is_held(session: Session, enterprise: Enterprise, campaign: str) -> bool:
    """Whether a step by the button waits for a second account."""
    query = select(Intent.id).where(
        Intent.reference == enterprise.reference,
        Intent.campaign == campaign,
        Intent.settled == WAITING,
    )
    return session.scalar(query.limit(1)) is not None


def possible_steps(
    session: Session, office: Office, enterprise: Enterprise, campaign: str
) -> list[tuple[str, Word]]:
    """The steps out of the state the file says; approving only after the check at the
    door. An inspection has pages of its own.
    """
    if is_inspection(office, campaign):
        return []
    permission = enterprise.permissions.get(campaign)
    if permission is None or permission.status not in set(PermissionStatus):
        return []
    possible = PERMISSIONS.actions(PermissionStatus(permission.status))
    if queries.checked(session, enterprise, campaign) is None:
        possible -= {Step.APPROVE}
    if _is_held(session, enterprise, campaign):
        possible -= {Step.APPROVE, Step.RESTORE}
    return [(step, word) for step, word in STEPS.items() if step in possible]
