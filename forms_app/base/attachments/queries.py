"""Reading attachments: of one thing, of several, and what the audit trail calls what
they belong to.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.paging import Rows


def of(session: Session, *belongs_to: str) -> list[Attachment]:
    """Those of one thing (or of several), as they were attached."""
    query = (
        select(Attachment)
        .where(Attachment.belongs_to.in_(belongs_to))
        .order_by(Attachment.id)
    )
    return list(session.scalars(query))


def at_and_below(session: Session, place: str) -> list[Attachment]:
    """Those of one thing, and of its parts."""
    below = Attachment.belongs_to.startswith(f"{place}/", autoescape=True)
    query = select(Attachment).where((Attachment.belongs_to == place) | below)
    return list(session.scalars(query.order_by(Attachment.id)))


def of_enterprise(session: Session, enterprise_id: int) -> Rows[Attachment]:
    """Everything about an enterprise but what is about a person; the newest first."""
    about = Attachment.enterprise_id == enterprise_id, Attachment.person_id.is_(None)
    return Rows(
        session, select(Attachment).where(*about).order_by(Attachment.id.desc())
    )


def subject_of(session: Session, row: Attachment) -> str:
    """The enterprise's reference where it is of one, else what it belongs to."""
    (key,) = Attachment.__table__.c.enterprise_id.foreign_keys
    unit = key.column.table
    reference = session.scalar(
        select(unit.c.reference).where(unit.c.id == row.enterprise_id)
    )
    return reference or f"{row.community}/{row.belongs_to}"
