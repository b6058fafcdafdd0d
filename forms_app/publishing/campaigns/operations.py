"""Beginning, starting and ending a campaign in the browser: one audit entry each, and a
call to publish.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.publishing.campaigns import rehearsal
from forms_app.publishing.campaigns.copying import Folder
from forms_app.publishing.campaigns.editing import Edit

WHY = "content"  # for the publisher


def begin(
    session: Session, folder: Folder, like: str, *, actor: Actor, now: datetime
) -> None:
    """As a rehearsal; whoever calls writes the folder."""
    audit.record(
        session,
        actor=actor,
        action="campaign.begin",
        subject=folder.slug,
        now=now,
        details={"like": like},
    )
    rebuilds.ask(session, WHY, now)


def start(session: Session, edit: Edit, *, actor: Actor, now: datetime) -> None:
    """What was played goes first; whoever calls removes its files and writes the edit."""
    rehearsal.forget(session, edit.slug)
    audit.record(
        session, actor=actor, action="campaign.start", subject=edit.slug, now=now
    )
    rebuilds.ask(session, WHY, now)


def end(session: Session, edit: Edit, *, actor: Actor, now: datetime) -> None:
    """At the end of today; whoever calls writes the edit."""
    audit.record(
        session, actor=actor, action="campaign.end", subject=edit.slug, now=now
    )
    rebuilds.ask(session, WHY, now)
