"""Writing what an enterprise is told into the outbox, within the transaction of the deed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.channels import Channel
from forms_app.base.dates import use_year
from forms_app.base.jobs import lease
from forms_app.base.office import Office, office_of
from forms_app.base.profile import profile_in
from forms_app.permits.campaigns.queries import is_rehearsal
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import rule
from forms_app.permits.messages.jobs import OUTBOX
from forms_app.permits.messages.message_file import MESSAGES, Template
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.messages.rules import OPTIONAL, TO_PHONE_ALONE, Kind, State

A_FEW = 100  # that are asked for by their ids


@dataclass(frozen=True)
class Event:
    """What an enterprise is told of.

    `key` names it among all events, such as "call/12": each is told once. `values` are
    what its text may name beside what every text may; a message of the catalogue is in
    the language of whoever is told. `path`: where its link leads.
    """

    kind: Kind
    key: str
    campaign: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    path: str = "/app/my/"


def tell(session: Session, enterprise: Enterprise, event: Event, now: datetime) -> None:
    """Have it told by every channel that reaches the enterprise.

    Nothing is written where the office has no channel, does not tell this kind, or only
    rehearses.
    """
    tell_all(session, [enterprise], event, now)


def tell_all(
    session: Session, enterprises: Iterable[Enterprise], event: Event, now: datetime
) -> None:
    """The same to several. `enterprises` is read only where something is told."""
    office = office_of(session)
    template = _template(office, event, now)
    if template is None:
        return
    whom = list(enterprises)
    told = _told(session, event)
    choices = _choices(session, [one.id for one in whom])
    for enterprise in whom:
        choice = choices.get(enterprise.id)
        if _is_unwanted(choice, event.kind):
            continue
        language = choice.language if choice else DEFAULT
        values = _values(office, enterprise, event, language, now.year)
        for channel in office.config.channels:
            if event.kind in TO_PHONE_ALONE and channel.reaches != "phone":
                continue
            is_new = (enterprise.id, channel.name) not in told
            if is_new and address_of(channel, enterprise, choice):
                message = Message(
                    enterprise=enterprise,
                    campaign=event.campaign,
                    kind=event.kind,
                    event=event.key,
                    channel=channel.name,
                    title=template.title(language, values),
                    text=template.text(language, values),
                    at=now,
                    state=State.WAITING,
                    next_try_at=now,
                )
                session.add(message)
    lease.ask(office, OUTBOX.name)


def tells(office: Office, kind: Kind, now: datetime) -> bool:
    """Whether messages of a kind are sent at all."""
    return _template(office, Event(kind, ""), now) is not None


def reaches_by_email(office: Office) -> bool:
    """Whether the office sends e-mail, and an address is of use to it."""
    return any(one.reaches == "email" for one in office.config.channels)


def _template(office: Office, event: Event, now: datetime) -> Template | None:
    is_played = office.clock.is_demo or is_rehearsal(office, event.campaign)
    if is_played or not office.config.channels:
        return None
    found = (rule(office, MESSAGES, now.date()) or {}).get(event.kind)
    return found if found and found.is_on else None


def address_of(
    channel: Channel, enterprise: Enterprise, choice: MessageChoice | None
) -> str:
    """Where the channel reaches an enterprise now; empty where it does not."""
    if channel.reaches == "email":
        return choice.email if choice else ""
    return enterprise.contact_phone


def _told(session: Session, event: Event) -> set[tuple[int, str]]:
    """The enterprises and channels that it was given to before."""
    query = select(Message.enterprise_id, Message.channel)
    found = session.execute(query.where(Message.event == event.key))
    return {(number, channel) for number, channel in found}


def _choices(session: Session, of: list[int]) -> dict[int, MessageChoice]:
    """By enterprise; of many, those of all are read at once."""
    query = select(MessageChoice)
    if len(of) <= A_FEW:
        query = query.where(MessageChoice.enterprise_id.in_(of))
    return {one.enterprise_id: one for one in session.scalars(query)}


def _is_unwanted(choice: MessageChoice | None, kind: Kind) -> bool:
    return choice is not None and kind in OPTIONAL and kind in choice.without


def _values(
    office: Office, enterprise: Enterprise, event: Event, language: str, year: int
) -> dict[str, str]:
    profile = profile_in(office.accepted)
    with use_language(language), use_year(year):
        said = {name: str(value) for name, value in event.values.items()}
    return {
        **said,
        "name": enterprise.name,
        "reference": enterprise.reference,
        "office": profile.name_en if language == "en" else profile.name,
        "link": f"{office.config.public_url}{event.path}",
    }
