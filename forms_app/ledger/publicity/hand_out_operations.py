"""Handing out sheets of a material, and mending what was noted of it.

One audit entry each; what is counted here is public by community.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.models import HandOut, Material


def hand_out(
    session: Session,
    material: Material,
    grid: str,
    count: int,
    qualifier: str,
    day: date,
    *,
    actor: Actor,
    now: datetime,
) -> HandOut:
    """Sheets given to people, in a grid or (with "") in the whole community.

    Raises:
        Refused: none, or on a day to come.
    """
    if count < 1 or day > now.date():
        raise Refused("请写发了多少份，日期不能在以后。")
    made = HandOut(
        material=material,
        community=material.community,
        grid=grid,
        count=count,
        qualifier=qualifier,
        day=day,
        by=actor.id,
    )
    session.add(made)
    session.flush()
    _entry(session, material, actor, now, count=count, qualifier=qualifier)
    return made


def correct(
    session: Session,
    made: HandOut,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Cells of a sheet: `count`, `qualifier`, `day`. A count of 0 takes it back.

    Raises:
        Refused: a day to come.
    """
    if values.get("day", now.date()) > now.date():
        raise Refused("请写发了多少份，日期不能在以后。")
    for name, value in values.items():
        setattr(made, name, value)
    _entry(session, made.material, actor, now, id=made.id, changed=sorted(values))


def _entry(
    session: Session, material: Material, actor: Actor, now: datetime, **details: Any
) -> None:
    audit.record(
        session,
        actor=actor,
        action="material.hand_out",
        subject=material.subject,
        now=now,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)
