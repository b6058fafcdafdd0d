"""What acceptance needs to know of the checks at the door: when an enterprise last
handed in, when it last passed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, Intent, SiteCheck
from forms_app.permits.resumption.rules import INSPECTION

Told = tuple[str | None, str | None]


def verdicts(session: Session, references: set[str] | None = None) -> dict[str, Told]:
    """By campaign/reference: the last submission, and the last passed check; ISO moments
    of office time.

    Of an application that is the last passed check before opening, of an inspection
    the last check there was, if it was passed. With `references`: these only.
    """
    last = func.max(SiteCheck.recorded_at)
    before_opening = SiteCheck.passed, SiteCheck.application_id.is_not(None)
    handed_in = Application.submitted_at.is_not(None)
    submitted = _by_key(
        session, Application, func.max(Application.submitted_at), references, handed_in
    )
    passes = _by_key(session, SiteCheck, last, references, *before_opening)
    inspection = SiteCheck.purpose == INSPECTION
    inspected = _by_key(session, SiteCheck, last, references, inspection)
    passed = _by_key(session, SiteCheck, last, references, inspection, SiteCheck.passed)
    found: dict[str, Told] = {
        key: (at, passes.get(key)) for key, at in submitted.items()
    }
    for key, at in inspected.items():
        found[key] = (None, at if passed.get(key) == at else None)
    return found


def _by_key(
    session: Session,
    model: type[Application] | type[SiteCheck],
    moment: Any,
    references: set[str] | None,
    *conditions: Any,
) -> dict[str, str]:
    query = (
        select(model.campaign, Enterprise.reference, moment)
        .join(Enterprise, model.enterprise_id == Enterprise.id)
        .where(*conditions)
        .group_by(model.campaign, Enterprise.reference)
    )
    if references is not None:
        query = query.where(Enterprise.reference.in_(references))
    return {
        f"{campaign}/{reference}": at.isoformat()
        for campaign, reference, at in session.execute(query)
    }


def decided_by(session: Session, key: str, new_hash: str) -> str:
    """The account that decided, by the button, on the text with this hash; empty where
    nobody did. `key`: of the record, since the same text in another campaign is
    somebody else's.
    """
    campaign, _slash, reference = key.rpartition("/")
    query = select(Intent.actor_id).where(
        Intent.campaign == campaign,
        Intent.reference == reference,
        Intent.new_hash == new_hash,
    )
    return session.scalar(query.order_by(Intent.id.desc())) or ""
