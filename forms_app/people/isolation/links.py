"""The link with which somebody in isolation reports alone; only its hash is kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.personal import access_hash
from forms_app.people.isolation.models import Case


def link_hash(code: str) -> str:
    """What is kept of a person's own link."""
    return access_hash("own", code)


def case_of_link(session: Session, kept: str) -> Case | None:
    """The open case whose own link has this hash."""
    return (
        session.scalar(
            select(Case).where(Case.link_hash == kept, Case.closed_at.is_(None))
        )
        if kept
        else None
    )
