"""Asking for a second look."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import lock
from forms_app.permits.rechecks.models import Recheck
from forms_app.permits.rechecks.queries import has_to_put_right, open_of


def ask(
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    said: str,
    *,
    actor: Actor,
    now: datetime,
) -> Recheck:
    """Ask; while a request is open, that one stands.

    Raises:
        Refused: nothing is to be put right.
    """
    lock(session, enterprise)
    if known := open_of(session, enterprise, campaign):
        return known
    if not has_to_put_right(session, enterprise, campaign):
        raise Refused("现在没有要整改的，不用请求复核。")
    request = Recheck(enterprise=enterprise, campaign=campaign, said=said, asked_at=now)
    session.add(request)
    audit.record(
        session,
        actor=actor,
        action="recheck.ask",
        subject=enterprise.reference,
        now=now,
        details={"campaign": campaign},
    )
    return request
