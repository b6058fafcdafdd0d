"""What is done about somebody who stays in: opening, visits, outings, needs, extending, releasing, stopping (C9–C11, X3).

One audit entry each, with the case's id and the person's number; never a name, a place, a note or how somebody is.
Wherever a case departs from the rule, the word that does so is kept beside the rule's own (rosters/determining.py).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app import audit
from forms_app.access import Actor
from forms_app.errors import Refused
from forms_app.isolation import case_queries
from forms_app.isolation.alarming import raise_alarm
from forms_app.isolation.case_plan import (
    Plan,
    must_be_arranged,
    must_be_officer,
    must_have_no_other,
    must_keep_the_rule,
)
from forms_app.isolation.case_rules import (
    MODES,
    MOST_DAYS,
    STRIKABLE,
    TRANSITIONS,
    Action,
    Kind,
    State,
    Stop,
    Visit,
)
from forms_app.isolation.models import Case, CaseEvent
from forms_app.rosters.determining import decide
from forms_app.rosters.models import Movement, Person


def open_case(session: Session, person: Person, plan: Plan, *, actor: Actor, now: datetime) -> Case:
    """Open the one case of somebody who must stay in.

    Raises:
        Refused: there is one, nobody said that they must stay in, somebody is missing, the days are over, or it departs
            from the rule without a reason, or without an officer where it takes away from it.
    """
    must_be_arranged(session, person)
    starts_on, due_on = must_keep_the_rule(plan, case_queries.terms_said(person), actor, now.date())
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
        **{name: getattr(plan, name) for name in ("place", "enterprise_supervisor", "grid_supervisor", "follow_up")},
    )
    case.person = person
    session.add(case)
    _event(case, Kind.OPENED, actor, now, note=plan.reason)
    session.flush()
    details = {"mode": case.mode, "due": due_on.isoformat(), "supervisor": case.grid_supervisor}
    basis = determination.isolation
    _entry(session, "case.open", case, actor, now, basis=basis, reason=plan.reason, **details)
    return case


def log_visit(session: Session, case: Case, outcome: str, note: str, *, actor: Actor, now: datetime) -> None:
    """Somebody was at the door or called (随访): how it went. Who is unwell is an alarm too."""
    _step(case, Action.VISIT)
    _event(case, Kind.VISIT, actor, now, code=outcome, note=note)
    if outcome == Visit.UNWELL:
        raise_alarm(session, case.person, "unwell", note, by_whom(actor), now)
    _entry(session, "case.visit", case, actor, now)


def allow_outing(
    session: Session, case: Case, from_at: datetime, until_at: datetime, why: str, *, actor: Actor, now: datetime
) -> None:
    """Allow somebody to go out for some hours.

    Raises:
        Refused: it ends before it begins, or is over already.
    """
    if until_at <= from_at or until_at <= now:
        raise Refused("外出的时间不对：结束要在开始之后，而且还没有过去。")
    _step(case, Action.OUTING)
    _event(case, Kind.OUTING, actor, now, day=from_at.date(), note=why, from_at=from_at, until_at=until_at)
    _entry(session, "case.outing", case, actor, now, reason=why, day=from_at.date().isoformat())


def note_need(session: Session, case: Case, kind: str, note: str, *, actor: Actor, now: datetime) -> None:
    """Somebody who stays in needs a bin, meals, shopping (H6, H11)."""
    _step(case, Action.NEED)
    _event(case, Kind.NEED, actor, now, code=kind, note=note)
    _entry(session, "case.need", case, actor, now, need=kind)


def fulfil(session: Session, case: Case, event: CaseEvent, *, actor: Actor, now: datetime) -> None:
    """A need was seen to; the second tick is the same as the first."""
    if event.kind != Kind.NEED or event.struck_at:
        raise Refused("这一条不是要办的事，或者已经划掉了。")
    _step(case, Action.FULFIL)
    event.done_at, event.done_by = event.done_at or now, event.done_by or by_whom(actor)
    _entry(session, "case.fulfil", case, actor, now, event=event.id)


def strike(session: Session, case: Case, event: CaseEvent, reason: str, *, actor: Actor, now: datetime) -> None:
    """A visit, an outing or a need was logged by a slip: it stays, crossed out, with the reason."""
    if event.kind not in STRIKABLE or event.struck_at:
        raise Refused("这一条不能划掉：只有随访、外出和要办的事可以，而且只划一次。")
    _must_have_reason(reason)
    _step(case, Action.STRIKE)
    event.struck_at, event.struck_by, event.struck_reason = now, by_whom(actor), reason
    _entry(session, "case.strike", case, actor, now, reason=reason, event=event.id)


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
    """Somebody else supervises or follows up, or the person stays elsewhere; how and for how long is as it was.

    Raises:
        Refused: without a reason, or somebody is missing.
    """
    _must_have_reason(reason)
    named = {"place": place, "enterprise_supervisor": enterprise_supervisor}
    named |= {"grid_supervisor": grid_supervisor, "follow_up": follow_up}
    if not all(named.values()):
        raise Refused("请写明住在哪里、两位监督人（单位一位、网格一位）和跟踪随访的人。")
    _step(case, Action.CHANGE)
    changed = [name for name, value in named.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, named[name])
    _event(case, Kind.CHANGED, actor, now, note=reason)
    _entry(session, "case.change", case, actor, now, reason=reason, changed=changed)


def extend(session: Session, case: Case, days: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Some days more than the rule says.

    Raises:
        Refused: without a reason, too many days, or still over by then.
    """
    _must_have_reason(reason)
    due_on = case.due_on + timedelta(days=days)
    if not 1 <= days <= MOST_DAYS:
        raise Refused("请填 1 到 %(most)s 天。", most=MOST_DAYS)
    if due_on <= now.date():
        raise Refused("延长以后是 %(day)s，也已经过了。请多填几天。", day=due_on.isoformat())
    _step(case, Action.EXTEND)
    decide(session, case.person, case.mode, reason, by=actor.id, now=now)
    case.due_on = case.person.ends_on = due_on
    _event(case, Kind.EXTENDED, actor, now, note=reason, code=str(days))
    _entry(
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


def release(session: Session, case: Case, reason: str, *, missing: int, actor: Actor, now: datetime) -> None:
    """Release somebody on the due day or later; `missing` is how many readings are.

    Raises:
        Refused: the days are not over, an alarm is open, the rule by now says otherwise, or readings are missing and
            nobody says why that will do.
    """
    person, today = case.person, now.date()
    if today < case.due_on:
        raise Refused("要到 %(day)s 才满。提前解除由社区办公室决定。", day=case.due_on.isoformat())
    _must_have_no_alarm(session, case)
    if person.outcome == "ask":
        raise Refused("这个人现在的判定是“先问社区”。请先由社区办公室决定，再解除。")
    if person.outcome in MODES and person.ends_on and person.ends_on > today:
        raise Refused("按现在的判定要住到 %(day)s。请先延长，或由社区办公室提前解除。", day=person.ends_on.isoformat())
    if missing and not reason.strip():
        raise Refused("还缺 %(n)s 次报备。缺着也要解除，请写明理由。", n=missing)
    _step(case, Action.RELEASE)
    _let_go(session, case, reason, actor, now)
    _entry(
        session,
        "case.release",
        case,
        actor,
        now,
        basis=case_queries.basis(session, case),
        reason=reason,
        missing=missing,
    )


def release_early(session: Session, case: Case, reason: str, *, actor: Actor, now: datetime) -> None:
    """An officer releases somebody otherwise than the rule says."""
    _must_have_reason(reason)
    must_be_officer(actor)
    _must_have_no_alarm(session, case)
    _step(case, Action.EARLY)
    _let_go(session, case, reason, actor, now)
    left = (case.due_on - now.date()).days
    _entry(
        session, "case.early", case, actor, now, basis=case_queries.basis(session, case), reason=reason, days_left=left
    )


def stop(session: Session, case: Case, why: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """The person left, which the roster then says too; or the case was entered in error: then they are to be arranged."""
    _must_have_reason(reason)
    _step(case, Action.STOP)
    case.closed_at = now
    if why == Stop.LEFT and case.person.left_on is None:
        case.person.left_on = now.date()
        _move(session, case.person, "left", actor, now)
    _event(case, Kind.STOPPED, actor, now, note=reason, code=why)
    _entry(session, "case.stop", case, actor, now, reason=reason, why=why)


def reopen(session: Session, case: Case, reason: str, *, actor: Actor, now: datetime) -> None:
    """Released or stopped by a slip: the case goes on as it was, and so does the determination."""
    _must_have_reason(reason)
    person = case.person
    must_have_no_other(session, person)
    was = State(case.state)
    _step(case, Action.REOPEN)
    case.closed_at = None
    if person.left_on and was is State.STOPPED:
        person.left_on = None
        _move(session, person, "joined", actor, now)
    if person.outcome != case.mode:
        decide(session, person, case.mode, reason, by=actor.id, now=now)
    person.ends_on = case.due_on
    _event(case, Kind.REOPENED, actor, now, note=reason)
    _entry(session, "case.reopen", case, actor, now, reason=reason)


def must_lead_on(case: Case, action: Action) -> State:
    """The state an action leads to.

    Raises:
        Refused: it does not lead out of the state the case is in; the sentence says what to do.
    """
    if after := TRANSITIONS.get((State(case.state), action)):
        return after
    if case.state == State.OPEN:
        raise Refused("这一件正开着，不用重新打开。")
    if case.state == State.RELEASED:
        raise Refused("这一件已经解除隔离了。要继续，请先写明理由，重新打开。")
    raise Refused("这一件已经停止了。要继续，请先写明理由，重新打开。")


def by_whom(actor: Actor) -> str:
    return f"{actor.kind}:{actor.id}"[:80]


def _step(case: Case, action: Action) -> None:
    case.state = must_lead_on(case, action)


def _must_have_no_alarm(session: Session, case: Case) -> None:
    if case_queries.has_open_alarm(session, case):
        raise Refused("这个人发热或不适的提醒还没有处理完。请先处理完，再解除。")


def _must_have_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")


def _let_go(session: Session, case: Case, reason: str, actor: Actor, now: datetime) -> None:
    case.closed_at = now
    if case.person.outcome != "none":
        decide(session, case.person, "none", reason, by=actor.id, now=now)
    _event(case, Kind.RELEASED, actor, now, note=reason)


def _move(session: Session, person: Person, kind: str, actor: Actor, now: datetime) -> None:
    session.add(Movement(person_id=person.id, kind=kind, day=now.date(), reported_at=now, reported_by=by_whom(actor)))


def _event(
    case: Case, kind: Kind, actor: Actor, now: datetime, *, code: str | None = None, note: str = "",
    day: date | None = None, **when: datetime,
) -> None:  # fmt: skip
    kept = {"kind": kind, "day": day or now.date(), "at": now, "by": by_whom(actor), "code": code, "note": note}
    case.events.append(CaseEvent(**kept, **when))


def _entry(
    session: Session, action: str, case: Case, actor: Actor, now: datetime, *, basis: str = "", reason: str = "",
    **details: Any,
) -> None:  # fmt: skip
    subject, details = case.person.enterprise.reference, {"case": case.id, "person": case.person.number, **details}
    audit.record(
        session, actor=actor, action=action, subject=subject, now=now, basis=basis, reason=reason, details=details
    )
