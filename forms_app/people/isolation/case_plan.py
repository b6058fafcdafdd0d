"""What must be right before a case is opened: the person, the two supervisors, the
days, who departs from the rule, a free room in a designated place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.dates import day
from forms_app.base.refusal import Refused
from forms_app.people.isolation import case_queries
from forms_app.people.isolation.case_rules import (
    DESIGNATED,
    MODES,
    MOST_DAYS,
    Terms,
    is_lighter,
)
from forms_app.people.isolation.models import DesignatedPlace
from forms_app.people.isolation.place_queries import free_rooms, has_open_places
from forms_app.people.rosters.models import Person

OFFICERS = frozenset({Role.REVIEWER, Role.OFFICE, Role.ADMIN})


@dataclass(frozen=True)
class Plan:
    """What opens a case: where and how long, the two supervisors, the one who
    follows it up.
    """

    terms: Terms
    place: str
    enterprise_supervisor: str
    grid_supervisor: str
    follow_up: str
    reason: str = ""
    designated: str = ""  # the id of a place on the list


def must_be_arranged(session: Session, person: Person) -> None:
    """Raises:
    Refused: there is a case already, or nobody said that this person must stay in.
    """
    # whoever comes second waits here, and then finds the case
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    must_have_no_other(session, person)
    if person.outcome not in MODES or person.left_on or not person.confirmed:
        raise Refused("没有判定要隔离，不能开。判定不清楚的，请社区办公室先决定。")


def must_have_no_other(session: Session, person: Person) -> None:
    """Raises:
    Refused: somebody has one open case, and no second one.
    """
    if case_queries.open_case(session, person):
        raise Refused("这个人已经有一件开着的。一个人同时只有一件，请在那一件里办。")


def must_keep_the_rule(
    plan: Plan, said: Terms, actor: Actor, today: date
) -> tuple[date, date]:
    """The first day and the day on which the days are over, when the plan is whole and
    may be so.

    Raises:
        Refused: it is not whole, or departs from what is said without a reason, or
            without an officer.
    """
    if not (
        plan.place
        and plan.enterprise_supervisor
        and plan.grid_supervisor
        and plan.follow_up
    ):
        raise Refused(
            "请写明住在哪里、两位监督人（单位一位、网格一位）和跟踪随访的人。"
        )
    if plan.terms.mode not in MODES:
        raise Refused("请选居家隔离或者到指定地点隔离。")
    days = _days(plan.terms, today)
    if plan.terms != said and not plan.reason.strip():
        _must_say_why(plan.terms, said)
    if is_lighter(plan.terms, said):
        must_be_officer(actor)
    return days


def _must_say_why(asked: Terms, said: Terms) -> None:
    """Raises:
    Refused: it departs from what is said; where that is in days, with both numbers.
    """
    if asked.days == said.days or not said.days:
        raise Refused("和判定不一样（方式、第 1 天或期满的日子），请写明理由。")
    raise Refused(
        "和判定不一样：这样是 %(n)s 天，判定是 %(days)s 天。请写明理由。",
        n=asked.days,
        days=said.days,
    )


def must_be_officer(actor: Actor) -> None:
    """Taking away from the rule is an officer's word.

    Raises:
        Refused: it is somebody else.
    """
    if actor.role not in OFFICERS:
        raise Refused(
            "比规则放宽（提前期满，或指定地点改为居家），要由社区办公室决定。"
        )


def _days(terms: Terms, today: date) -> tuple[date, date]:
    starts_on = terms.starts_on
    due_on = terms.due_on
    if starts_on is None or due_on is None or starts_on > today:
        raise Refused("请填第 1 天（到达那天，不晚于今天）和期满的日子。")
    if due_on <= today:
        raise Refused(
            "到 %(day)s 已经满了，不用再开。请社区办公室按今天的规则重新判定。",
            day=day(due_on),
        )
    if (due_on - starts_on).days > MOST_DAYS:
        raise Refused("最多 %(most)s 天。请核对第 1 天和期满的日子。", most=MOST_DAYS)
    return starts_on, due_on


def room_for(session: Session, mode: str, chosen: str) -> DesignatedPlace | None:
    """The place on the list that a case goes to; None of who stays at home, and where
    the office keeps no list. Whoever asks for the last room second finds none.

    Raises:
        Refused: none was chosen, or it is closed or full.
    """
    if mode != DESIGNATED or not (chosen or has_open_places(session)):
        return None
    held = select(DesignatedPlace).where(DesignatedPlace.id == _number(chosen))
    place = session.scalar(held.with_for_update())
    if place is None or place.closed_at:
        raise Refused("请选一个指定隔离点。")
    if free_rooms(session, place) < 1:
        raise Refused("“%(name)s”住满了，请换一个隔离点。", name=place.name)
    return place


def _number(chosen: str) -> int:
    return int(chosen) if chosen.isdecimal() else 0
