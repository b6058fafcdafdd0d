"""What happened with an enterprise, in one thread for its own page: every step, check,
message, visit and answer with its moment, the newest first and each once.

A message that tells of a step stands at that step; one that tells of nothing shown here
stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, immediateload

from forms_app.base import audit
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.office import Office
from forms_app.base.words import Look, Word
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.enterprises.labels import HISTORY
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages import queries as messages
from forms_app.permits.messages.labels import KINDS, STATES
from forms_app.permits.messages.listing import channel_name
from forms_app.permits.messages.rules import Kind
from forms_app.permits.resumption import check_sheet
from forms_app.permits.resumption.calls import kind_of
from forms_app.permits.resumption.check_queries import checks_of
from forms_app.permits.resumption.labels import PURPOSES
from forms_app.permits.resumption.models import Call

SLOT = "my.history"
# what tells of a step was written in the same transaction, by a clock read anew
TOGETHER = timedelta(minutes=1)
# steps that an enterprise reads, each with the message that tells of it
STEPS: dict[str, Kind | None] = {
    "enterprise.register": Kind.REGISTERED,
    "enterprise.amend": None,
    "enterprise.access": None,
    "enterprise.take-over": None,
    "application.start": None,
    "application.submit": Kind.RECEIVED,
    "application.return": Kind.RETURNED,
    "application.accept": None,
    "application.refuse": Kind.REFUSED,
    "application.cancel": None,
    "permission.approved": Kind.APPROVED,
    "permission.suspended": Kind.SUSPENDED,
    "permission.restored": Kind.RESTORED,
    "permission.revoked": Kind.REVOKED,
    "permission.withdrawn": Kind.WITHDRAWN,
    "permission.checking": None,
    "permission.cleared": None,
    "poster.print": None,
    "poster.posted": None,
}
# of these it reads why: the reason was written for it
REASONED = frozenset(
    {
        "application.return",
        "application.refuse",
        "permission.suspended",
        "permission.revoked",
    }
)
BY_PHONE = _l("电话")
REACHED = Word(_l("已告知"), Look.VALID)


@dataclass(frozen=True)
class Told:
    """By which channel something was told, when, and what became of it."""

    channel: Any
    at: datetime
    state: Word


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `text`: in the words of whoever wrote it. `kind`: of the
    message that tells of it; `noted_at`: when it was written down, where that was later;
    `message`: what was sent.
    """

    at: datetime
    title: Any
    mark: Word | None = None
    text: str = ""
    address: str = ""
    kind: Kind | None = None
    noted_at: datetime | None = None
    message: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Telling:
    """A message or a call: of what kind of thing it tells, and when that was."""

    kind: str
    at: datetime
    text: str
    told: Told


def thread(office: Office, session: Session, enterprise: Enterprise) -> list[Entry]:
    """The newest first."""
    found = [
        *_steps(office, session, enterprise),
        *_checks(office, session, enterprise),
    ]
    for more in facts(SLOT, office, session, enterprise):
        found += more
    for telling in _tellings(office, session, enterprise):
        _place(found, telling)
    # of the same moment, what was noted later stands above
    return sorted(found, key=lambda entry: entry.at)[::-1]


def _steps(office: Office, session: Session, enterprise: Enterprise) -> Iterator[Entry]:
    names = names_beside_others(office)
    for step, reason in audit.history(session, enterprise.reference):
        if step.action not in STEPS:
            continue
        name = names.get(step.details.get("campaign", ""), "")
        label = HISTORY.label(step.action)
        yield Entry(
            step.office_time,
            f"{label} · {name}" if name else label,
            text=(reason or "") if step.action in REASONED else "",
            kind=STEPS[step.action],
        )


def _checks(
    office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Each with what has to be put right."""
    for check in checks_of(session, enterprise):
        failed = check_sheet.failed(office, check)
        lines = [
            f"{one.text}：{one.note}" if one.note else str(one.text) for one in failed
        ]
        yield Entry(
            check.visited_at,
            PURPOSES.label(check.purpose),
            mark=check_sheet.verdict(check),
            text="\n".join(lines),
            kind=None if check.passed else Kind.TO_PUT_RIGHT,
            noted_at=check.recorded_at,
        )


def _tellings(
    office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Telling]:
    """The oldest first."""
    for message in reversed([*messages.of_enterprise(session, enterprise)]):
        at = message.settled_at or message.tried_at or message.at
        name = channel_name(office, message.channel)
        told = Told(name, at, STATES[message.state])
        yield Telling(message.kind, message.at, message.text, told)
    reached = (
        select(Call)
        .where(Call.enterprise_id == enterprise.id, Call.outcome == "reached")
        .options(immediateload(Call.enterprise))
        .order_by(Call.id)
    )
    for call in session.scalars(reached):
        if call.done_at:
            told = Told(BY_PHONE, call.done_at, REACHED)
            yield Telling(kind_of(call.about), call.at, call.text, told)


def _place(found: list[Entry], telling: Telling) -> None:
    """At what it tells of; else by itself."""
    near = [
        (apart, place)
        for place, entry in enumerate(found)
        if entry.kind == telling.kind
        and (apart := abs((entry.noted_at or entry.at) - telling.at)) <= TOGETHER
    ]
    if not near:
        kind = Kind(telling.kind)
        title = KINDS[kind].label
        entry = Entry(telling.at, title, kind=kind, message=telling.text)
        found.append(replace(entry, told=(telling.told,)))
        return
    place = min(near)[1]
    entry = found[place]
    text = entry.message or telling.text
    found[place] = replace(entry, message=text, told=(*entry.told, telling.told))
