"""Holding a session and calling it off.

One audit entry each; what becomes of an enrolment is in enrolling.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from babel.support import LazyProxy
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.dates import moment
from forms_app.base.refusal import Refused
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.queries import parts_of
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.publicity.public_words import without_people
from forms_app.ledger.training import queries
from forms_app.ledger.training.models import Training
from forms_app.permits.messages.outbox import Event, tell_all
from forms_app.permits.messages.queries import of_community
from forms_app.permits.messages.rules import Kind


def hold(
    session: Session,
    community: str,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Training:
    """A session there will be: `title`, `topic`, `at`, `place`, `trainer`, `paper`,
    `seats`.

    Raises:
        Refused: it lies in the past, or a number of a person stands in its words.
    """
    if values["at"] <= now:
        raise Refused("培训的时间已经过了。")
    without_people(values["title"], values["place"], values["trainer"])
    training = Training(community=community, version=1, **values)
    session.add(training)
    session.flush()
    _entry(
        session, "training.hold", training, seats=training.seats, actor=actor, now=now
    )
    invited = of_community(session, community)
    tell_all(session, invited, _event(Kind.TRAINING, training), now)
    return training


def call_off(
    session: Session, training: Training, *, actor: Actor, now: datetime
) -> None:
    """It does not take place. Those who enrolled see it; their enrolments are dropped.

    Raises:
        Refused: it was called off before, or somebody attended.
    """
    if training.called_off_at or queries.attended(session, training):
        raise Refused("这一场已经取消，或者已经有单位到场了。")
    training.called_off_at = now
    enrolled = [one for one in parts_of(session, training.part) if _is_open(one)]
    for item in enrolled:
        items.drop(session, item, "这一场取消了", actor=actor, now=now)
    told = [item.enterprise for item in enrolled if item.enterprise]
    tell_all(session, told, _event(Kind.TRAINING_OFF, training), now)
    _entry(session, "training.call_off", training, actor=actor, now=now)


def _is_open(item: Item) -> bool:
    return item.status in UNFINISHED


def _event(kind: Kind, training: Training) -> Event:
    at = LazyProxy(moment, training.at, enable_cache=False)
    values = {"title": training.title, "at": at, "place": training.place}
    return Event(
        kind, f"{training.part}/{kind}", values=values, path="/app/my/training/"
    )


def _entry(
    session: Session,
    action: str,
    training: Training,
    *,
    actor: Actor,
    now: datetime,
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=training.part,
        now=now,
        details=details,
    )
