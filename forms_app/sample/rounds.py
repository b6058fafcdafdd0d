"""What is done at its times every day in Tonghai, and what was
suggested to two enterprises.

The plan was made in February; yesterday is done, of this morning one time is overdue.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.operations import Place
from forms_app.ledger.rounds import operations, queries
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.occurrences import done, lay_out
from forms_app.ledger.rounds.rules import BIN, State
from forms_app.ledger.suggestions.content import SUGGESTIONS
from forms_app.ledger.suggestions.kinds import SUGGESTION
from forms_app.permits.grid.queries import rule
from forms_app.sample.actors import NIGHT, itself, office_of, open_units, when
from forms_app.sample.plans import NOW, TODAY

COMMUNITY = "tonghai"
MADE = when("02-15 21:00")
BINS = 53
COLLECTED = "07:00,19:00"
UNTIL = date(2020, 3, 20)
COLLECTORS = "tonghai-party-team"
# Kind, grid, place, how, times, who answers.
PLACES = (
    (
        "disinfection",
        "tonghai-1",
        "门卫",
        "84 消毒液擦拭台面和门把手",
        "07:30,12:30,18:00",
        "tonghai-party-team",
    ),
    (
        "disinfection",
        "tonghai-1",
        "值班室",
        "84 消毒液擦拭台面和电话",
        "08:00,18:00",
        "tonghai-party-team",
    ),
    (
        "disinfection",
        "tonghai-1",
        "办公室",
        "84 消毒液拖地，开窗半小时",
        "08:15,17:45",
        "tonghai-squad-1",
    ),
    (
        "disinfection",
        "tonghai-1",
        "会议室",
        "84 消毒液擦拭桌椅，开窗通风",
        "09:00,14:00",
        "tonghai-squad-1",
    ),
    (
        "bus",
        "tonghai-2",
        "生活区到总部大厦通勤班车",
        "上车测温登记，隔座坐，每趟消毒",
        "07:20,17:40",
        "",
    ),
    (
        "canteen",
        "tonghai-1",
        "员工餐厅",
        "午餐盒饭，分三批取，每批隔 20 分钟",
        "11:20,11:40,12:00",
        "",
    ),
)
OVERDUE = "会议室"
# The row of content/rules/suggestions.toml, the day, and how far the enterprise got.
SUGGESTED = (
    ("boxed-lunch", when("02-24 10:00"), "done"),
    ("staggered-meals", when("03-02 10:00"), "accepted"),
)


def enter(session: Session, office: Office) -> None:
    for kind, grid, place, task, times, owner in PLACES:
        _make(session, kind, grid, place, times, task=task, owner=owner, is_public=True)
    for number in range(BINS):
        grid = f"tonghai-{2 + number % 2}"
        place = f"示例楼 {1 + number // 4} 栋 {1 + number % 4} 单元门口"
        _make(session, BIN, grid, place, COLLECTED, owner=COLLECTORS, ends_on=UNTIL)
    for day in (TODAY - timedelta(days=1), TODAY):
        at_night = datetime.combine(
            day, MADE.time().replace(hour=0, minute=10), MADE.tzinfo
        )
        lay_out(session, day, actor=NIGHT, now=at_night)
        _do(session, day)
    _suggest(session, office)


def _make(
    session: Session, kind: str, grid: str, place: str, times: str, **more: object
) -> Duty:
    values = {
        "kind": str(kind),
        "community": COMMUNITY,
        "grid": grid,
        "place": place,
        "times": times,
        **more,
    }
    return operations.make(session, values, **office_of(COMMUNITY, MADE))


def _do(session: Session, day: date) -> None:
    """What is due by now, ten minutes after its time; but one place has been forgotten
    this morning.
    """
    for one in queries.of_day(session, queries.in_force(session, day), day, NOW):
        if (
            one.item
            and one.state == State.OVERDUE
            and not (day == TODAY and one.duty.place == OVERDUE)
        ):
            done(
                session,
                one.item,
                **office_of(COMMUNITY, one.due_at + timedelta(minutes=10)),
            )


def _suggest(session: Session, office: Office) -> None:
    ready = rule(office, SUGGESTIONS, TODAY)
    assert ready, "the sample content has them"
    asked = open_units(session, COMMUNITY, kind="enterprise")
    for unit, (row, at, reached) in zip(asked, SUGGESTED, strict=False):
        place = Place.of(unit)
        text = ready[row].text
        item = items.raise_item(
            session,
            SUGGESTION,
            place,
            ready[row].title,
            text,
            **office_of(COMMUNITY, at),
        )
        items.take(session, item, **itself(unit, at + timedelta(hours=2)))
        if reached == "done":
            items.finish(
                session, item, SUGGESTION, **itself(unit, at + timedelta(days=2))
            )
