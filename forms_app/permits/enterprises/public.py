"""What acceptance needs to know of the register: which records are one unit registered
twice. The code stays behind.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from forms_app.permits.enterprises.models import Enterprise


def twins(session: Session, references: set[str] | None = None) -> dict[str, list[str]]:
    """By reference, the other references whose record has the same code; those without
    are left out.

    With `references`: these records and their twins only.
    """
    other = aliased(Enterprise)
    query = select(Enterprise.reference, other.reference).join(
        other, (other.code == Enterprise.code) & (other.id != Enterprise.id)
    )
    if references is not None:
        query = query.where(
            Enterprise.reference.in_(references) | other.reference.in_(references)
        )
    found: dict[str, list[str]] = {}
    for reference, twin in session.execute(
        query.order_by(Enterprise.reference, other.reference)
    ):
        found.setdefault(reference, []).append(twin)
    return found
