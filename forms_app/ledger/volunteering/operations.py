"""What is done about posts, volunteers and rosters of squads.

One audit entry each; never a name or a phone in one.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import audit, rebuilds
from forms_app.base.access import Actor
from forms_app.base.contentfile import leaks
from forms_app.base.refusal import Refused
from forms_app.ledger.volunteering import queries
from forms_app.ledger.volunteering.claims import (
    add_places,
    give_everything_back,
    take_places_away,
)
from forms_app.ledger.volunteering.models import Post, Volunteer
from forms_app.ledger.volunteering.rules import MOST_NEEDED
from forms_app.people.gates.models import Shift
from forms_app.permits.grid.community import Squad


@dataclass(frozen=True)
class Plan:
    """What a post is: all of it public."""

    title: str
    place: str
    begins: datetime
    ends: datetime
    needed: int


def publish_post(
    session: Session,
    community: str,
    grid: str,
    plan: Plan,
    *,
    actor: Actor,
    now: datetime,
) -> Post:
    """A new post with its places.

    Raises:
        Refused: it ends before it begins, nobody or too many are needed, or it holds a
            phone number.
    """
    if plan.ends <= plan.begins or plan.ends <= now:
        raise Refused("岗位的结束要晚于开始，而且还没有过去。")
    if not 1 <= plan.needed <= MOST_NEEDED:
        raise Refused("请写要几个人，1 到 %(most)s。", most=MOST_NEEDED)
    if any(leaks.found_in(f"{plan.title}\n{plan.place}")):
        raise Refused("岗位是公开的，名称和地点里不能有电话或者身份证号码。")
    post = Post(community=community, grid=grid, **vars(plan), version=1)
    session.add(post)
    session.flush()
    add_places(session, post, plan.needed, actor=actor, now=now)
    _entry(session, "post.publish", post.subject, actor, now, needed=plan.needed)
    return post


def close_post(
    session: Session, post: Post, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Nobody is needed any more: every place that is not done goes.

    Raises:
        Refused: without a reason, or it was closed before.
    """
    if not reason.strip():
        raise Refused("请写明理由。")
    if post.closed_at:
        raise Refused("这个岗位已经关了。")
    post.closed_at = now
    take_places_away(session, post, reason, actor=actor, now=now)
    _entry(session, "post.close", post.subject, actor, now, reason=reason)


def register(
    session: Session,
    community: str,
    name: str,
    phone: str,
    *,
    actor: Actor,
    now: datetime,
) -> tuple[Volunteer, str]:
    """Somebody offers to help and agreed to be called; gives the code of the own link,
    of which a hash is kept.
    """
    volunteer = Volunteer(
        community=community,
        name=name,
        phone=phone,
        phone_index=queries.phone_index(phone),
        registered_at=now,
        version=1,
    )
    code = _new_link(volunteer)
    session.add(volunteer)
    session.flush()
    _entry(session, "volunteer.register", volunteer.subject, actor, now)
    return volunteer, code


def confirm(
    session: Session, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    """Staff spoke to them: they may take services, which show an address.

    Raises:
        Refused: they are gone.
    """
    if volunteer.left_at:
        raise Refused("这一位已经退出了。")
    volunteer.confirmed_at = now
    volunteer.confirmed_by = actor.id
    _entry(session, "volunteer.confirm", volunteer.subject, actor, now)


def put_into_squad(
    session: Session, volunteer: Volunteer, squad: str, *, actor: Actor, now: datetime
) -> None:
    """They belong to a squad of their community from now on; "" to none."""
    volunteer.squad = squad
    _entry(session, "volunteer.squad", volunteer.subject, actor, now, squad=squad)


def new_link(
    session: Session, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> str:
    """Another link; the old one ends."""
    code = _new_link(volunteer)
    _entry(session, "volunteer.link", volunteer.subject, actor, now)
    return code


def leave(
    session: Session, volunteer: Volunteer, *, actor: Actor, now: datetime
) -> None:
    """They do not help any more: what they hold is given back, the link ends."""
    give_everything_back(session, volunteer, actor=actor, now=now)
    volunteer.left_at = now
    volunteer.link_hash = None
    _entry(session, "volunteer.leave", volunteer.subject, actor, now)


def plan_shift(
    session: Session,
    squad: Squad,
    names: str,
    begins: datetime,
    ends: datetime,
    *,
    actor: Actor,
    now: datetime,
) -> Shift:
    """Who of a squad is on duty when.

    The same shape as a gate's shift, without signing on.
    """
    shift = Shift(
        point=squad.slug, account="", name=names, planned_from=begins, planned_to=ends
    )
    session.add(shift)
    session.flush()
    _entry(session, "squad.plan", f"shift/{shift.id}", actor, now, squad=squad.slug)
    return shift


def change_shift(
    session: Session,
    shift: Shift,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Other names or times.

    Raises:
        Refused: it ends before it begins.
    """
    for name, value in values.items():
        setattr(shift, name, value)
    if (
        not shift.planned_from
        or not shift.planned_to
        or shift.planned_to <= shift.planned_from
    ):
        raise Refused("结束要晚于开始。")
    _entry(
        session, "squad.change", f"shift/{shift.id}", actor, now, changed=sorted(values)
    )


def give_out(
    listing: str,
    session: Session,
    found: Collection[Any],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """A sheet with people in it was downloaded."""
    details = {"rows": len(found)}
    audit.record(
        session,
        actor=actor,
        action="list.download",
        subject=listing,
        now=now,
        details=details,
    )


def _new_link(volunteer: Volunteer) -> str:
    code = secrets.token_urlsafe(16)
    volunteer.link_hash = queries.link_hash(code)
    return code


def _entry(
    session: Session,
    action: str,
    subject: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str = "",
    **details: Any,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=now,
        reason=reason,
        details=details,
    )
    rebuilds.ask(session, "statistics", now)
