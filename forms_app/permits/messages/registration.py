"""An enterprise that registers itself, and is sent its way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.profile import local_places
from forms_app.base.refusal import Refused
from forms_app.permits.enterprises import operations
from forms_app.permits.enterprises.answers import details_of, place_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.queries import way_back
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.messages.operations import Wishes, choose
from forms_app.permits.messages.outbox import Event, tell
from forms_app.permits.messages.rules import Kind


def register(
    session: Session,
    office: Office,
    said: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> tuple[Enterprise, str]:
    """The record and its access code, of what was said on all pages of the registration.

    Raises:
        Refused: where it lies is in no community any more.
    """
    lies = place_of(office, said)
    if lies is None:
        raise Refused("登记的地址认不出是哪个社区，请打电话问清楚，由社区登记。")
    notice = rule(office, PRIVACY, now.date())
    enterprise, code = operations.register(
        session,
        directory(office)[lies.community],
        details_of({**said, "grid": lies.grid, "grid_by": lies.by}),
        channel="self",
        consent=notice.version if notice else "",
        places=local_places(office),
        actor=actor,
        now=now,
    )
    wishes = Wishes(said.get("email") or "", said["language"])
    send_way_back(session, enterprise, wishes, actor=actor, now=now)
    return enterprise, code


def send_way_back(
    session: Session,
    enterprise: Enterprise,
    wishes: Wishes | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Send the way back to an enterprise that was just registered, also to the e-mail
    address that it gave, in the language in which that was asked.
    """
    if wishes and wishes.email:
        choose(session, enterprise, wishes, actor=actor, now=now)
    key = f"registered/{enterprise.id}"
    event = Event(Kind.REGISTERED, key, path=way_back(enterprise))
    tell(session, enterprise, event, now)
