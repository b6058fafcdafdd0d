"""What acceptance needs to know of the checks at the door: when an enterprise last
handed in, when it last passed.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, Intent, SiteCheck


def verdicts(
    session: Session, references: set[str] | None = None
) -> dict[str, tuple[str, str | None]]:
    """By reference: the last submission, and the last passed check before opening.

    ISO moments of office time.

    With `references`: these only.
    """
    submitted = (
        select(Enterprise.reference, func.max(Application.submitted_at))
        .join(Application, Application.enterprise_id == Enterprise.id)
        .where(Application.submitted_at.is_not(None))
        .group_by(Enterprise.reference)
    )
    passed = (
        select(Enterprise.reference, func.max(SiteCheck.recorded_at))
        .join(SiteCheck, SiteCheck.enterprise_id == Enterprise.id)
        .where(SiteCheck.passed, SiteCheck.application_id.is_not(None))
        .group_by(Enterprise.reference)
    )
    if references is not None:
        submitted = submitted.where(Enterprise.reference.in_(references))
        passed = passed.where(Enterprise.reference.in_(references))
    passes = {
        reference: at.isoformat() for reference, at in session.execute(passed) if at
    }
    return {
        reference: (at.isoformat(), passes.get(reference))
        for reference, at in session.execute(submitted)
        if at
    }


def decided_by(session: Session, new_hash: str) -> str:
    """The account that decided, by the button, on the text with this hash; empty where
    nobody did.
    """
    query = select(Intent.actor_id).where(Intent.new_hash == new_hash)
    return session.scalar(query.order_by(Intent.id.desc())) or ""
