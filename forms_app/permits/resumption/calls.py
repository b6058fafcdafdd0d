"""Whom somebody must still call, and what is to be said to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.permits.campaigns.queries import is_rehearsal
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Call


def note_call(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    campaign: str,
    about: str,
    text: str,
    now: datetime,
) -> None:
    """Put an enterprise on the list of calls to make, about something in a campaign;
    nobody is called about a dress rehearsal.
    """
    if is_rehearsal(office, campaign):
        return
    call = Call(
        enterprise=enterprise,
        campaign=campaign,
        about=about,
        text=text,
        at=now,
        note="",
    )
    session.add(call)
