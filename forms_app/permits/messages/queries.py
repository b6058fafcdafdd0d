"""Reading the outbox: what one enterprise was told, what waits for somebody, every
message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, immediateload

from forms_app.base.access import Actor
from forms_app.base.paging import Rows
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.messages.models import Message
from forms_app.permits.messages.rules import STUCK, TO_PHONE_ALONE


def of_enterprise(session: Session, enterprise: Enterprise) -> Rows[Message]:
    """What it was told, the newest first; no code, which is for its phone alone."""
    query = select(Message).where(
        Message.enterprise_id == enterprise.id, Message.kind.not_in(TO_PHONE_ALONE)
    )
    loads = [immediateload(Message.enterprise)]
    return Rows(session, query.order_by(Message.id.desc()), loads=loads)


def of_community(session: Session, community: str) -> Iterator[Enterprise]:
    """Whom something is told that is told to a whole community; asked when it is read."""
    yield from session.scalars(
        select(Enterprise).where(Enterprise.community == community)
    )


def of_events(
    session: Session, events: Iterable[str]
) -> Mapping[str, Sequence[Message]]:
    """By event, the messages that tell of it."""
    found = defaultdict[str, list[Message]](list)
    query = select(Message).where(Message.event.in_([*events]))
    for message in session.scalars(query.order_by(Message.id)):
        found[message.event].append(message)
    return found


def _seen(actor: Actor) -> Select[Message]:
    return select(Message).join(Message.enterprise).where(visible_to(actor))


def stuck(session: Session, actor: Actor, community: str = "") -> Rows[Message]:
    """What did not arrive, or may not have, and somebody has to look at."""
    query = _seen(actor).where(Message.state.in_(STUCK))
    query = query.where(Enterprise.community == community) if community else query
    return Rows(session, query.order_by(Message.id))


def every(session: Session, actor: Actor, asked: Mapping[str, str]) -> Rows[Message]:
    """The outbox, the newest first, narrowed by what was chosen."""
    columns = {
        "community": Enterprise.community,
        "grid": Enterprise.grid,
        "kind": Message.kind,
        "channel": Message.channel,
        "state": Message.state,
    }
    query = _seen(actor)
    for key, column in columns.items():
        if asked.get(key):
            query = query.where(column == asked[key])
    return Rows(session, query.order_by(Message.id.desc()))
