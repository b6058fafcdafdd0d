"""Printing the poster for the door (喜报), and noting that it hangs there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Poster
from forms_app.permits.resumption.posters import may_print, printed


def print_poster(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> Poster:
    """A serial for the poster of the approval in force; printing again gives the same
    one.

    Raises:
        Refused: it is not approved, or its file is faulty.
    """
    since = enterprise.status_since
    if not may_print(enterprise) or since is None:
        raise Refused("只有准予了、现在有效的单位才能打印喜报。")
    if known := printed(session, enterprise):
        return known
    poster = Poster(
        enterprise_id=enterprise.id,
        since=since,
        at=now,
        serial=f"{enterprise.reference}-{since:%m%d}",
    )
    session.add(poster)
    audit.record(
        session,
        actor=actor,
        action="poster.print",
        subject=enterprise.reference,
        now=now,
        details={"serial": poster.serial},
    )
    return poster


def mark_poster_posted(
    session: Session, enterprise: Enterprise, *, actor: Actor, now: datetime
) -> None:
    enterprise.poster_posted_at = now
    enterprise.poster_posted_by = actor.id
    audit.record(
        session,
        actor=actor,
        action="poster.posted",
        subject=enterprise.reference,
        now=now,
    )
