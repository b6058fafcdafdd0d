"""What is known of an enterprise to whoever decides about it: what it promised, who
answers for it, and what was found at its door.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.paging import page_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.resumption import check_sheet, responsibility
from forms_app.permits.resumption.check_sheet import CheckSheet
from forms_app.permits.resumption.models import Application, Commitment


@dataclass(frozen=True)
class Promise:
    """The commitments as they were ticked, by whom and when."""

    lines: list[str]
    version: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class Evidence:
    """All of it; the newest first."""

    promises: list[Promise]
    responsible: list[responsibility.Line]
    checks: Collection[CheckSheet]


def of_application(
    office: Office, session: Session, application: Application
) -> Evidence:
    enterprise = application.enterprise
    return Evidence(
        [_promise(session, one) for one in reversed(application.commitments)],
        responsibility.lines_of(office, enterprise),
        check_sheet.sheets(office, session, reversed(application.checks)),
    )


def of_enterprise(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str | None = None,
) -> Evidence:
    """Its last promise, and every check, page by page; of one campaign where it is
    named.
    """
    query = (
        select(Commitment)
        .join(Application)
        .where(Application.enterprise_id == enterprise.id)
        .order_by(Commitment.id.desc())
    )
    found = check_sheet.of_enterprise(office, session, enterprise)
    if campaign is not None:
        query = query.where(Application.campaign == campaign)
        found = check_sheet.in_campaign(office, session, enterprise, campaign)
    last = session.scalar(query.limit(1))
    return Evidence(
        [_promise(session, last)] if last else [],
        responsibility.lines_of(office, enterprise),
        page_of(found, key="checks"),
    )


def _promise(session: Session, kept: Commitment) -> Promise:
    """The mall or building that applied for it may have ticked them."""
    who = by_reference(session, kept.made_by)
    name = f"{who.name}（{who.reference}）" if who else kept.made_by
    return Promise(kept.lines, kept.version, kept.made_at, name)
