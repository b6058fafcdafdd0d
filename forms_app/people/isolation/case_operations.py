"""The life of a case: opening, changing who supervises, extending, releasing, stopping,
opening again (C9–C11).

One audit entry each (case_steps.py). Wherever a case departs from the rule, the word
that does so is kept beside the rule's own (rosters/determining.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.people.isolation import case_queries
from forms_app.people.isolation.case_plan import (
    Plan,
    must_be_arranged,
    must_be_officer,
    must_have_no_other,
    must_keep_the_rule,
)
from forms_app.people.isolation.case_rules import (
    MODES,
    MOST_DAYS,
    Action,
    Kind,
    State,
    Stop,
)
from forms_app.people.isolation.case_steps import (
    by_whom,
    must_have_reason,
    note_entry,
    note_event,
    take_step,
)
from forms_app.people.isolation.models import Case
from forms_app.people.rosters.determining import decide
from forms_app.people.rosters.models import Movement, Person


def open_case(
    session: Session, person: Person, plan: Plan, *, actor: Actor, now: datetime
) -> Case:
    """Open the one case of somebody who must stay in.

    Raises:
        Refused: there is one, nobody said that they must stay in, somebody is missing,
            the days are over, or it departs
            from the rule without a reason, or without an officer where it takes away
            from it.
    """
    must_be_arranged(session, person)
    starts_on, due_on = must_keep_the_rule(
        plan, case_queries.terms_said(person), actor, now.date()
    )
    if plan.terms != case_queries.terms_said(person):
        decide(session, person, plan.terms.mode, plan.reason, by=actor.id, now=now)
        person.ends_on = due_on
    determination = person.determinations[-1]
    case = Case(
        person_id=person.id,
        enterprise_id=person.enterprise_id,
        community=person.enterprise.community,
        grid=person.enterprise.grid,
        determination_id=determination.id,
        state=State.OPEN,
        mode=plan.terms.mode,
        starts_on=starts_on,
        due_on=due_on,
        opened_at=now,
        version=1,
        **{
            name: getattr(plan, name)
            for name in (
                "place",
                "enterprise_supervisor",
                "grid_supervisor",
                "follow_up",
            )
        },
    )
    case.person = person
    session.add(case)
    note_event(case, Kind.OPENED, actor, now, note=plan.reason)
    session.flush()
    details = {
        "mode": case.mode,
        "due": due_on.isoformat(),
        "supervisor": case.grid_supervisor,
    }
    basis = determination.isolation
    note_entry(
        session,
        "case.open",
        case,
        actor,
        now,
        basis=basis,
        reason=plan.reason,
        **details,
    )
    return case


def change(
    session: Session,
    case: Case,
    place: str,
    enterprise_supervisor: str,
    grid_supervisor: str,
    follow_up: str,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody else supervises or follows up, or the person stays elsewhere; how and
    for how long is as it was.

    Raises:
        Refused: without a reason, or somebody is missing.
    """
    must_have_reason(reason)
    named = {"place": place, "enterprise_supervisor": enterprise_supervisor}
    named |= {"grid_supervisor": grid_supervisor, "follow_up": follow_up}
    if not all(named.values()):
        raise Refused(
            "请写明住在哪里、两位监督人（单位一位、网格一位）和跟踪随访的人。"
        )
    take_step(case, Action.CHANGE)
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
        raise Refused(
            "延长以后是 %(day)s，也已经过了。请多填几天。", day=due_on.isoformat()
        )
    take_step(case, Action.EXTEND)
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


def release(
    session: Session,
    case: Case,
    reason: str,
    *,
    missing: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Release somebody on the due day or later; `missing` is how many readings are.

    Raises:
        Refused: the days are not over, an alarm is open, the rule by now says
            otherwise, or readings are missing and
            nobody says why that will do.
    """
    person = case.person
    today = now.date()
    if today < case.due_on:
        raise Refused(
            "要到 %(day)s 才满。提前解除由社区办公室决定。", day=case.due_on.isoformat()
        )
    _must_have_no_alarm(session, case)
    if person.outcome == "ask":
        raise Refused("这个人现在的判定是“先问社区”。请先由社区办公室决定，再解除。")
    if person.outcome in MODES and person.ends_on and person.ends_on > today:
        raise Refused(
            "按现在的判定要住到 %(day)s。请先延长，或由社区办公室提前解除。",
            day=person.ends_on.isoformat(),
        )
    if missing and not reason.strip():
        raise Refused("还缺 %(n)s 次报备。缺着也要解除，请写明理由。", n=missing)
    take_step(case, Action.RELEASE)
    _let_go(session, case, reason, actor, now)
    note_entry(
        session,
        "case.release",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        missing=missing,
    )


def release_early(
    session: Session, case: Case, reason: str, *, actor: Actor, now: datetime
) -> None:
    """An officer releases somebody otherwise than the rule says."""
    must_have_reason(reason)
    must_be_officer(actor)
    _must_have_no_alarm(session, case)
    take_step(case, Action.EARLY)
    _let_go(session, case, reason, actor, now)
    left = (case.due_on - now.date()).days
    note_entry(
        session,
        "case.early",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        days_left=left,
    )


def stop(
    session: Session, case: Case, why: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """The person left, which the roster then says too; or the case was entered in
    error: then they are to be arranged.
    """
    must_have_reason(reason)
    take_step(case, Action.STOP)
    case.closed_at = now
    if why == Stop.LEFT and case.person.left_on is None:
        case.person.left_on = now.date()
        _move(session, case.person, "left", actor, now)
    note_event(case, Kind.STOPPED, actor, now, note=reason, code=why)
    note_entry(session, "case.stop", case, actor, now, reason=reason, why=why)


def reopen(
    session: Session, case: Case, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Released or stopped by a slip: the case goes on as it was, and so does the
    determination.
    """
    must_have_reason(reason)
    person = case.person
    must_have_no_other(session, person)
    was = State(case.state)
    take_step(case, Action.REOPEN)
    case.closed_at = None
    if person.left_on and was is State.STOPPED:
        person.left_on = None
        _move(session, person, "joined", actor, now)
    if person.outcome != case.mode:
        decide(session, person, case.mode, reason, by=actor.id, now=now)
    person.ends_on = case.due_on
    note_event(case, Kind.REOPENED, actor, now, note=reason)
    note_entry(session, "case.reopen", case, actor, now, reason=reason)


def _must_have_no_alarm(session: Session, case: Case) -> None:
    if case_queries.has_open_alarm(session, case):
        raise Refused("这个人发热或不适的提醒还没有处理完。请先处理完，再解除。")


def _let_go(
    session: Session, case: Case, reason: str, actor: Actor, now: datetime
) -> None:
    case.closed_at = now
    if case.person.outcome != "none":
        decide(session, case.person, "none", reason, by=actor.id, now=now)
    note_event(case, Kind.RELEASED, actor, now, note=reason)


def _move(
    session: Session, person: Person, kind: str, actor: Actor, now: datetime
) -> None:
    session.add(
        Movement(
            person_id=person.id,
            kind=kind,
            day=now.date(),
            reported_at=now,
            reported_by=by_whom(actor),
        )
    )
