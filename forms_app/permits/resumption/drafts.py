"""Keeping the pages of an application as they are filled.

Not a decision, so no audit entry.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.refusal import ChangedMeanwhile
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.queries import applications_of
from forms_app.permits.resumption.rules import OPEN, Stage

EDITABLE = {Stage.DRAFT, Stage.RETURNED}


def newest(session: Session, enterprise_id: int, campaign: str) -> Application | None:
    """The application an enterprise works on in a campaign: the open one, else the last."""
    every = applications_of(session, enterprise_id)
    found = [one for one in every if one.campaign == campaign]
    return next(
        (application for application in found if application.stage in OPEN),
        found[0] if found else None,
    )


def may_edit(application: Application, page: str) -> bool:
    """A draft wholly; a returned one only where something is to be mended."""
    if application.stage == Stage.DRAFT:
        return True
    return application.stage == Stage.RETURNED and page in {
        item["page"] for item in application.returned_items
    }


def save_page(
    application: Application, page: str, answers: dict[str, Any], complete: bool
) -> None:
    """Keep what was typed, complete or not."""
    if not may_edit(application, page):
        raise ChangedMeanwhile
    application.answers = {
        **application.answers,
        page: {**answers, "complete": complete},
    }
