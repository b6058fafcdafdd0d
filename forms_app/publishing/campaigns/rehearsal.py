"""What was played in a dress rehearsal, and goes when the campaign starts."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.base.attachments.models import Attachment
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGNS,
    DECISIONS,
    area_of,
    key_of,
)
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Permission
from forms_app.permits.resumption.models import (
    Application,
    Call,
    Commitment,
    Intent,
    Poster,
    SiteCheck,
)
from forms_app.publishing.intake import sweep


def files(office: Office, slug: str) -> list[Path]:
    """What was decided in it."""
    return sorted(office.content.glob(f"{CAMPAIGNS}/{slug}/{DECISIONS}/*/*.md"))


def forget(session: Session, slug: str) -> None:
    """Delete every row of it; audit entries stay."""
    applications = select(Application.id).where(Application.campaign == slug)
    checks = select(SiteCheck.id).where(SiteCheck.campaign == slug)
    things = chain(
        (f"application/{key}" for key in session.scalars(applications)),
        (f"check/{key}" for key in session.scalars(checks)),
    )
    session.execute(delete(Attachment).where(Attachment.belongs_to.in_(list(things))))
    of_applications = Commitment.application_id.in_(applications)
    session.execute(delete(Commitment).where(of_applications))
    for model in (SiteCheck, Application, Call, Intent, Poster, Permission):
        session.execute(delete(model).where(model.campaign == slug))


def remove(office: Office, slug: str) -> None:
    """Delete its files; said to be meant, so that nobody is asked whether they are
    missed.
    """
    by_area = dict[str, list[str]]()
    paths = files(office, slug)
    for path in paths:
        relative = path.relative_to(office.content).as_posix()
        by_area.setdefault(area_of(relative), []).append(key_of(relative))
    for area, keys in by_area.items():
        sweep.confirm(office.data / "confirmed-removals", area, keys)
    for path in paths:
        path.unlink(missing_ok=True)
