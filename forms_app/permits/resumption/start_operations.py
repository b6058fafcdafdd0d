"""Beginning an application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import OPEN, Stage


def start(
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    form: str,
    answers: dict[str, Any] | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> Application:
    """Begin an application; a second open one of the same enterprise in the same
    campaign is not begun twice but continued.

    `form`: the version of application.toml that it asks. `answers`: what is filled in
    already, taken from another one of the same hand.
    """
    if known := _open(session, enterprise, campaign):
        return known
    application = Application(
        enterprise=enterprise,
        campaign=campaign,
        number=_next_number(session, enterprise),
        stage=Stage.DRAFT,
        form=form,
        answers=answers or {},
        returned_items=[],
        started_at=now,
        privacy_notice=enterprise.consent,
        checks=[],
    )
    session.add(application)
    session.flush()
    _entry(session, application, actor, now)
    return application


def _entry(
    session: Session, application: Application, actor: Actor, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        action="application.start",
        subject=application.enterprise.reference,
        now=now,
        details={"application": application.number},
    )


def _open(
    session: Session, enterprise: Enterprise, campaign: str
) -> Application | None:
    """The one that is not yet decided."""
    query = select(Application).where(
        Application.enterprise_id == enterprise.id,
        Application.campaign == campaign,
        Application.stage.in_(OPEN - {Stage.CHECKED}),
    )
    return session.scalar(query)


def _next_number(session: Session, enterprise: Enterprise) -> int:
    last = session.scalar(
        select(func.max(Application.number)).where(
            Application.enterprise_id == enterprise.id
        )
    )
    return (last or 0) + 1
