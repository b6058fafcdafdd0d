"""Writing what an enterprise is told into the outbox, within the transaction of the deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import DEFAULT
from forms_app.base.channels import Channel
from forms_app.base.jobs import lease
from forms_app.base.office import Office, office_of
from forms_app.base.profile import profile_in
from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import rule
from forms_app.permits.messages.jobs import OUTBOX
from forms_app.permits.messages.message_file import MESSAGES
from forms_app.permits.messages.models import Message, MessageChoice
from forms_app.permits.messages.rules import OPTIONAL, Kind, State


@dataclass(frozen=True)
class Event:
    """What an enterprise is told of.

    `key` names it among all events, such as "call/12": each is told once. `values` are
    what its text may name beside what every text may. `path`: where its link leads.
    """

    kind: Kind
    key: str
    campaign: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    path: str = "/app/my/"


def tell(session: Session, enterprise: Enterprise, event: Event, now: datetime) -> None:
    """Have it told by every channel that reaches the enterprise.

    Nothing is written where the office has no channel, does not tell this kind, or only
    rehearses.
    """
    office = office_of(session)
    if not office.config.channels or is_rehearsal(office, event.campaign, now):
        return
    template = (rule(office, MESSAGES, now.date()) or {}).get(event.kind)
    choice = session.get(MessageChoice, enterprise.id)
    if template is None or not template.is_on or _is_unwanted(choice, event.kind):
        return
    language = choice.language if choice else DEFAULT
    values = _values(office, enterprise, event, language)
    told = _told_by(session, enterprise, event)
    for channel in office.config.channels:
        if channel.name not in told and address_of(channel, enterprise, choice):
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
    lease.ask(office.data, OUTBOX.name)


def is_rehearsal(office: Office, campaign: str, now: datetime) -> bool:
    """Whether nobody is to be told anything: a demo, or a campaign that is only played."""
    found = campaigns(office).get(campaign)
    is_draft = found is not None and found.phase(now.date()) is Phase.DRAFT
    return office.clock.is_demo or is_draft


def address_of(
    channel: Channel, enterprise: Enterprise, choice: MessageChoice | None
) -> str:
    """Where the channel reaches an enterprise now; empty where it does not."""
    if channel.reaches == "email":
        return choice.email if choice else ""
    return enterprise.contact_phone


def _told_by(session: Session, enterprise: Enterprise, event: Event) -> set[str]:
    """The channels that it was given to before."""
    query = select(Message.channel).where(
        Message.event == event.key, Message.enterprise_id == enterprise.id
    )
    return set(session.scalars(query))


def _is_unwanted(choice: MessageChoice | None, kind: Kind) -> bool:
    return choice is not None and kind in OPTIONAL and kind in choice.without


def _values(
    office: Office, enterprise: Enterprise, event: Event, language: str
) -> dict[str, str]:
    profile = profile_in(office.accepted)
    return {
        **event.values,
        "name": enterprise.name,
        "reference": enterprise.reference,
        "office": profile.name_en if language == "en" else profile.name,
        "link": f"{office.config.public_url}{event.path}",
    }
