"""The life of a case until it ends: opening, changing who supervises, extending;
its end is in release_operations.py.

One audit entry each (case_steps.py). Wherever a case departs from the rule, the word
that does so is kept beside the rule's own (rosters/determining.py).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.dates import day
from forms_app.base.refusal import Refused
from forms_app.people.isolation import case_queries
from forms_app.people.isolation.case_plan import (
    Plan,
    must_be_arranged,
    must_keep_the_rule,
    room_for,
)
from forms_app.people.isolation.case_rules import FLOW, MOST_DAYS, Action, Kind, State
from forms_app.people.isolation.case_steps import (
    must_have_reason,
    note_entry,
    note_event,
)
from forms_app.people.isolation.models import Case
from forms_app.people.rosters.determining import decide
from forms_app.people.rosters.models import Person


def open_case(
    session: Session, person: Person, plan: Plan, *, actor: Actor, now: datetime
) -> Case:
    """Open the one case of somebody who must stay in.

    Raises:
        Refused: there is one, nobody said that they must stay in, somebody is missing,
            the days are over, or it departs
            from the rule without a reason, or without an officer where it takes away
            from it; or the designated place is full.
    """
    must_be_arranged(session, person)
    starts_on, due_on = must_keep_the_rule(
        plan, case_queries.terms_said(person), actor, now.date()
    )
    if plan.terms != case_queries.terms_said(person):
        decide(session, person, plan.terms.mode, plan.reason, by=actor.id, now=now)
        person.ends_on = due_on
    designated = room_for(session, plan.terms.mode, plan.designated)
    case = _begun(person, plan, starts_on, due_on, now)
    if designated:
        case.designated_place_id = designated.id
        case.place = f"{designated.name} {plan.place}"
    session.add(case)
    note_event(case, Kind.OPENED, actor, now, note=plan.reason)
    session.flush()
    note_entry(
        session,
        "case.open",
        case,
        actor,
        now,
        basis=person.determinations[-1].isolation,
        reason=plan.reason,
        mode=case.mode,
        due=due_on.isoformat(),
        supervisor=case.grid_supervisor,
    )
    return case


def _begun(
    person: Person, plan: Plan, starts_on: date, due_on: date, now: datetime
) -> Case:
    case = Case(
        person_id=person.id,
        enterprise_id=person.enterprise_id,
        community=person.enterprise.community,
        grid=person.enterprise.grid,
        determination_id=person.determinations[-1].id,
        state=State.OPEN,
        mode=plan.terms.mode,
        starts_on=starts_on,
        due_on=due_on,
        opened_at=now,
        version=1,
        place=plan.place,
        enterprise_supervisor=plan.enterprise_supervisor,
        grid_supervisor=plan.grid_supervisor,
        follow_up=plan.follow_up,
    )
    case.person = person
    return case


def change(
    session: Session,
    case: Case,
    place: str,
    enterprise_supervisor: str,
    grid_supervisor: str,
    follow_up: str,
    reason: str,
    designated: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody else supervises or follows up, or the person stays elsewhere; how and
    for how long is as it was. `designated`: the other place on the list that they go
    to.

    Raises:
        Refused: without a reason, somebody is missing, or the place is full.
    """
    must_have_reason(reason)
    named = {"place": place, "enterprise_supervisor": enterprise_supervisor}
    named |= {"grid_supervisor": grid_supervisor, "follow_up": follow_up}
    if not all(named.values()):
        raise Refused(
            "请写明住在哪里、两位监督人（单位一位、网格一位）和跟踪随访的人。"
        )
    case.state = FLOW.after(State(case.state), Action.CHANGE)
    if designated and (moved_to := room_for(session, case.mode, designated)):
        case.designated_place_id = moved_to.id
    changed = [name for name, value in named.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, named[name])
    note_event(case, Kind.CHANGED, actor, now, note=reason)
    note_entry(session, "case.change", case, actor, now, reason=reason, changed=changed)


def extend(
    session: Session, case: Case, days: int, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Some days more than the rule says.

    Raises:
        Refused: without a reason, too many days, or still over by then.
    """
    must_have_reason(reason)
    due_on = case.due_on + timedelta(days=days)
    if not 1 <= days <= MOST_DAYS:
        raise Refused("请填 1 到 %(most)s 天。", most=MOST_DAYS)
    if due_on <= now.date():
        raise Refused("延长以后是 %(day)s，也已经过了。请多填几天。", day=day(due_on))
    case.state = FLOW.after(State(case.state), Action.EXTEND)
    decide(session, case.person, case.mode, reason, by=actor.id, now=now)
    case.due_on = case.person.ends_on = due_on
    note_event(case, Kind.EXTENDED, actor, now, note=reason, code=str(days))
    note_entry(
        session,
        "case.extend",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        days=days,
        due=due_on.isoformat(),
    )
