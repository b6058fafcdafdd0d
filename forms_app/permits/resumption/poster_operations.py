"""Printing the poster for the door (喜报), and noting that it hangs there."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Poster
from forms_app.permits.resumption.posters import must_print, printed


def print_poster(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    campaign: str,
    *,
    actor: Actor,
    now: datetime,
) -> Poster:
    """A serial for the poster of what is in force in a campaign; printing again gives
    the same one.

    Raises:
        Refused: as posters.must_print() says.
    """
    permission = must_print(office, enterprise, campaign)
    if known := printed(session, office, permission):
        return known
    poster = Poster(
        enterprise_id=enterprise.id,
        campaign=campaign,
        since=permission.since,
        at=now,
        serial=_serial(session, enterprise, permission.since),
    )
    session.add(poster)
    audit.record(
        session,
        actor=actor,
        action="poster.print",
        subject=enterprise.reference,
        now=now,
        details={"serial": poster.serial, "campaign": campaign},
    )
    return poster


def _serial(session: Session, enterprise: Enterprise, since: date) -> str:
    """Of the day; the second poster of a day, in another campaign or of another year,
    is numbered.
    """
    serial = f"{enterprise.reference}-{since:%m%d}"
    query = select(func.count(Poster.id)).where(Poster.serial.startswith(serial))
    before = session.scalar(query)
    return f"{serial}-{before + 1}" if before else serial


def mark_poster_posted(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    campaign: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    permission = must_print(office, enterprise, campaign)
    permission.poster_posted_at = now
    permission.poster_posted_by = actor.id
    audit.record(
        session,
        actor=actor,
        action="poster.posted",
        subject=enterprise.reference,
        now=now,
        details={"campaign": campaign},
    )
