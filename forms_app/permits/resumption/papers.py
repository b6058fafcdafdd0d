"""The attachments of resuming work: papers of an application, photos of a check at the
door.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments import operations, queries
from forms_app.base.attachments.deposits import File
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.operations import Belongs
from forms_app.base.office import Office
from forms_app.permits.resumption.drafts import EDITABLE
from forms_app.permits.resumption.models import Application, SiteCheck


def of_application(application: Application) -> Belongs:
    unit = application.enterprise
    return Belongs(
        f"application/{application.id}",
        unit.community,
        unit.grid,
        unit.reference,
        unit.id,
    )


def of_check(check: SiteCheck) -> Belongs:
    unit = check.enterprise
    return Belongs(
        f"check/{check.id}", unit.community, unit.grid, unit.reference, unit.id
    )


def papers(session: Session, application: Application) -> list[Attachment]:
    return queries.of(session, of_application(application).to)


def photos_of(session: Session, check: SiteCheck) -> list[Attachment]:
    return queries.of(session, of_check(check).to)


def photos(session: Session, application: Application) -> list[Attachment]:
    """Of every check of an application."""
    return queries.of(session, *(of_check(check).to for check in application.checks))


def may_take_out(application: Application, paper: Attachment) -> bool:
    """The own papers, until they are handed in; from then on they are part of the
    application.
    """
    return (
        application.stage in EDITABLE
        and paper.belongs_to == of_application(application).to
    )


def keep_photos(
    session: Session,
    office: Office,
    check: SiteCheck,
    taken: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    if taken:
        operations.attach(session, office, of_check(check), taken, actor=actor, now=now)
