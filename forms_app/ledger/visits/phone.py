"""What a phone needs at a door without signal: the shell of one page, the list of today
in a few words, and taking it in.

The shell holds no data. The list holds business addresses and why somebody goes there:
no phone number, no contact.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from forms_app import PROJECT
from forms_app.base.access import Actor
from forms_app.base.attachments import operations as attachments
from forms_app.base.attachments.operations import Belongs
from forms_app.base.attachments.taking import Taken
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.ledger.visits import labels
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.queries import ToVisit
from forms_app.ledger.visits.receiving import Received, Sent, receive
from forms_app.ledger.visits.rules import next_half_day
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.promises import open_hours

THEME = PROJECT / "theme" / "static"
TEMPLATE = Path(__file__).parent / "templates" / "visits" / "phone.html"
SCRIPTS = (
    "elements",
    "office",
    "page",
    "photos",
    "sealed",
    "visits-form",
    "visits-kept",
    "visits-phone",
    "visits-send",
)
SHELL = ("css/style.css", "img/icon.svg", *(f"js/{name}.js" for name in SCRIPTS))
MOST = 200  # enterprises that one phone carries
HALF_DAYS = 12  # that a phone proposes from
CLOCK = "%Y-%m-%dT%H:%M"


def worker(page: str) -> str:
    """The service worker, with what it keeps; another byte in any of it makes another
    version of it.
    """
    script = (THEME / "js" / "visits-worker.js").read_text(encoding="utf-8")
    kept = sha256(
        b"".join(
            [TEMPLATE.read_bytes(), *((THEME / name).read_bytes() for name in SHELL)]
        )
    )
    values = {
        "VERSION": kept.hexdigest()[:16],
        "PAGE": page,
        "SHELL": [page, *(f"/theme/{name}" for name in SHELL)],
    }
    head = "".join(
        f"const {name} = {json.dumps(value)};\n" for name, value in values.items()
    )
    return head + script


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
    return {
        "account": actor.id,
        "now": now.isoformat(timespec="seconds"),
        "zone": profile_in(office.accepted).timezone,
        "half_days": [
            (at.strftime("%Y-%m-%dT%H:%M"), labels.half_day(at))
            for at in _half_days(office, now)
        ],
        "more": len(stops) > MOST,
        "stops": [
            _stop(stop, names.get(stop.grid, stop.grid) if several else "")
            for stop in stops[:MOST]
        ],
    }


def _stop(stop: ToVisit, grid: str) -> dict[str, Any]:
    last = _("上次 %(at)s", at=stop.last_at.strftime("%m-%d")) if stop.last_at else ""
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
    photos: Sequence[Taken],
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
