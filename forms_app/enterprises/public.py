"""What acceptance needs to know of the register: which records are one unit registered twice. The code stays behind."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.enterprises.models import Enterprise


def twins(session: Session) -> dict[str, list[str]]:
    """By reference, the other references whose record has the same code; most have none and are left out."""
    shared: dict[str | None, list[str]] = defaultdict(list)
    query = select(Enterprise.code, Enterprise.reference).where(Enterprise.code.is_not(None))
    for code, reference in session.execute(query.order_by(Enterprise.reference)):
        shared[code].append(reference)
    return {
        reference: [other for other in references if other != reference]
        for references in shared.values()
        if len(references) > 1
        for reference in references
    }
