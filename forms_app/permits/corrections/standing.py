"""Whether something rests on what a registration says."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.rules import Stage


def is_decided_on(session: Session, enterprise: Enterprise) -> bool:
    """Whether it was handed in with an application, looked at by a check, or decided on:
    until then a slip is mended by whoever made it.
    """
    if enterprise.permissions:
        return True
    handed_in = select(Application.id).where(
        Application.enterprise_id == enterprise.id, Application.stage != Stage.DRAFT
    )
    looked_at = select(SiteCheck.id).where(SiteCheck.enterprise_id == enterprise.id)
    return any(session.scalars(query).first() for query in (handed_in, looked_at))
