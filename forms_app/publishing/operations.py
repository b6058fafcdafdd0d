"""What staff ask of publishing: confirm a removal that was held, roll pages back, go
on; and what documents do by their minute. Each leaves one audit entry.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.publishing.intake import removals
from forms_app.publishing.intake.journal import Change
from forms_app.publishing.release.site import Site


def confirm_removals(
    session: Session,
    office: Office,
    area: str,
    keys: list[str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """These files of a community in a campaign were really meant to go."""
    details = {"references": [key.partition("/")[2] for key in keys]}
    audit.record(
        session,
        actor=actor,
        action="publishing.confirm",
        subject=area.partition("/")[2],
        now=now,
        details=details,
    )
    rebuilds.ask(session, "confirmed", now)
    removals.confirm(session, office, area, keys)


def roll_back(
    session: Session, office: Office, number: int, *, actor: Actor, now: datetime
) -> None:
    """Pages of an earlier release, until go_on(); the list always shows now."""
    Site(office.site).rollback(number)
    audit.record(
        session, actor=actor, action="publishing.rollback", subject=str(number), now=now
    )
    rebuilds.ask(session, "rollback", now)


def go_on(session: Session, office: Office, *, actor: Actor, now: datetime) -> None:
    Site(office.site).resume()
    audit.record(
        session, actor=actor, action="publishing.resume", subject="pages", now=now
    )
    rebuilds.ask(session, "resume", now)


def note_document(
    session: Session, change: Change, *, actor: Actor, now: datetime
) -> None:
    """A document came or went by its minute, or was made a draft again."""
    audit.record(
        session,
        actor=actor,
        action=f"document.{change.what}",
        subject=change.path,
        now=now,
        details={"journal": change.sequence},
    )
