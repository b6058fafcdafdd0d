"""What a phone needs at a door without signal to write visits: the list of today in a few
words, and taking in what it sends.

The list holds business addresses and why somebody goes there: no phone number, no
contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.attachments import operations as attachments
from forms_app.base.attachments.deposits import File
from forms_app.base.attachments.operations import Belongs
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import day
from forms_app.base.office import Office
from forms_app.base.offline import labels as offline
from forms_app.base.offline.sent import CLOCK, Sent
from forms_app.base.offline.shell import MOST, PhonePage, listed
from forms_app.ledger.visits import labels
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.queries import ToVisit
from forms_app.ledger.visits.receiving import Received, receive
from forms_app.ledger.visits.rules import next_half_day
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.promises import open_hours

PAGE = PhonePage(
    "visits",
    Path(__file__).parent / "templates" / "visits" / "phone.html",
    ("visits-phone",),
)
HALF_DAYS = 12  # that a phone proposes from


def kept_on_phones() -> tuple[str, str]:
    """For signing out: what this is called, and where it asks."""
    return PAGE.name, url_for("visits_phone.offline", _anchor="leave")


def says() -> dict[str, str]:
    """What the page says of visits."""
    return {
        **offline.of_the_page(),
        "nobody": _("今天没有要走访的单位了。"),
        "conflict": _(
            "别人在您之前也记了这家单位，两次都留着，由社区办公室看以哪一次为准。"
        ),
        "needoutcome": _("请选一个结果"),
        "needvisitors": _("请至少选一方"),
    }


def list_of_today(
    office: Office, actor: Actor, now: datetime, stops: Sequence[ToVisit]
) -> Any:
    """As a phone keeps it, sealed, for a day."""
    names = {
        grid.slug: grid.name
        for community in directory(office).values()
        for grid in community.grids
    }
    several = len({stop.grid for stop in stops}) > 1
    carried = [
        _stop(stop, names.get(stop.grid, stop.grid) if several else "")
        for stop in stops[:MOST]
    ]
    half_days = [
        (at.strftime(CLOCK), labels.half_day(at)) for at in _half_days(office, now)
    ]
    return {
        **listed(office, actor, now, stops, carried),
        "half_days": half_days,
    }


def _stop(stop: ToVisit, grid: str) -> dict[str, Any]:
    last = _("上次 %(at)s", at=day(stop.last_at)) if stop.last_at else ""
    own = {
        name: getattr(stop, name)
        for name in ("reference", "name", "address", "place", "base")
    }
    return {**own, "grid": grid, "why": str(labels.whys(stop.why)), "last": last}


def _half_days(office: Office, now: datetime) -> Iterator[datetime]:
    hours = open_hours(office, now.date())
    at = now
    for _n in range(HALF_DAYS):
        found = next_half_day(at, hours)
        if found is None:
            return
        at = found
        yield found


def receive_with_photos(
    session: Session,
    office: Office,
    sent: Sent,
    photos: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> Received:
    """A visit from a phone and its photos: all of it is kept, once, or nothing.

    Raises:
        NotTaken: as `receive`.
    """
    received = receive(session, office, sent, actor, now)
    if received.is_new and photos:
        attachments.attach(
            session, office, belongs(received.visit), photos, actor=actor, now=now
        )
    return received


def belongs(visit: Visit) -> Belongs:
    """What the photos of a visit belong to."""
    unit = visit.enterprise
    return Belongs(visit.subject, unit.community, unit.grid, visit.subject, unit.id)


def answer(received: Received, url: str) -> dict[str, Any]:
    """What the phone is told: that this one is kept, when somebody was there and when
    it came.
    """
    visit = received.visit
    return {
        "kept": visit.client_id,
        "conflict": received.conflicts,
        "at": visit.at.strftime(CLOCK),
        "received": visit.recorded_at.strftime(CLOCK),
        "url": url,
    }
