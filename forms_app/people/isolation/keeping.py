"""Who stays in, how they are, and since when that may be forgotten.

Nobody is forgotten while a case is open, and the last day of staying in is that of the
last case: what the rosters keep is counted anew here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, Record, at, on
from forms_app.people.isolation.models import (
    Alarm,
    AlarmStep,
    Case,
    CaseEvent,
    DesignatedPlace,
    Hint,
    MissingCall,
    Reading,
    SlotReport,
)
from forms_app.people.isolation.queries import ALONE
from forms_app.people.rosters import keeping as rosters
from forms_app.people.rosters.keeping import of_whom
from forms_app.people.rosters.models import Determination, Person


def _has_open_case() -> Condition:
    return (
        exists()
        .where(Case.person_id == Person.id, Case.closed_at.is_(None))
        .correlate(Person)
    )


def _has_left(newest: date) -> Condition:
    return and_(Person.left_on <= newest, ~_has_open_case())


def _isolation_is_over(newest: date) -> Condition:
    """The last day of staying in: of the determination in force and of every case, none
    of them open.
    """
    closed = exists().where(Case.person_id == Person.id).correlate(Person)
    later = (
        exists()
        .where(Case.person_id == Person.id, ~at(Case.closed_at)(newest))
        .correlate(Person)
    )
    is_past = or_(Person.ends_on.is_(None), Person.ends_on <= newest)
    return and_(
        or_(Person.ends_on.is_not(None), closed), is_past, ~_has_open_case(), ~later
    )


def own_reports(session: Session, person: Person) -> list[int]:
    """Reports the person sent alone, through the own link: they are about nobody else."""
    mine = select(Reading.report_id).where(Reading.person_id == person.id)
    found = select(SlotReport.id).where(
        SlotReport.source.in_(ALONE), SlotReport.id.in_(mine)
    )
    return list(session.scalars(found))


PEOPLE = replace(
    rosters.PEOPLE,
    when={Event.LEFT: _has_left, Event.ISOLATION_OVER: _isolation_is_over},
)
DETERMINATIONS = replace(
    rosters.DETERMINATIONS,
    when={Event.ISOLATION_OVER: of_whom(Determination.person_id, _isolation_is_over)},
)
READINGS = Keeping(
    "readings",
    _l("体温和健康情况"),
    Reading,
    {
        Event.SAVED: on(Reading.day),
        Event.ISOLATION_OVER: of_whom(Reading.person_id, _isolation_is_over),
    },
)
DESIGNATED_PLACES = Keeping(
    "designated-places",
    _l("指定隔离点"),
    DesignatedPlace,
    {Event.DONE: at(DesignatedPlace.closed_at)},
)
CASES = Keeping(
    "cases",
    _l("隔离记录"),
    Case,
    {Event.ISOLATION_OVER: of_whom(Case.person_id, _isolation_is_over)},
)
ALARMS = Keeping(
    "alarms", _l("发热和不适的处理"), Alarm, {Event.DONE: at(Alarm.closed_at)}
)
HINTS = Keeping("hints", _l("报备里的疑点"), Hint, {Event.SAVED: on(Hint.day)})
REPORTS = Keeping(
    "reports",
    _l("每日报备"),
    SlotReport,
    {Event.SAVED: on(SlotReport.day)},
    of_person=own_reports,
)
MISSING_CALLS = Keeping(
    "missing-calls", _l("催报电话"), MissingCall, {Event.SAVED: on(MissingCall.day)}
)

CASE = Record(
    Case,
    _l("隔离记录"),
    {
        "starts_on": _l("开始日期"),
        "due_on": _l("期满日期"),
        "enterprise_supervisor": _l("单位监督人"),
        "grid_supervisor": _l("网格监督人"),
        "follow_up": _l("跟进人"),
    },
    named="case",
)
CASE_EVENT = Record(CaseEvent, _l("隔离期间的事"))
READING = Record(
    Reading,
    _l("体温和健康情况"),
    {"celsius": _l("体温"), "unwell": _l("不舒服"), "slot": _l("时段")},
)
ALARM = Record(Alarm, _l("发热和不适的处理"), named="alarm")
ALARM_STEP = Record(AlarmStep, _l("处理的步骤"))
HINT = Record(Hint, _l("报备里的疑点"))
