"""Sample visits of the sample office: most enterprises of a community visited, some
difficulties, one of them answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.ledger.items import operations as items
from forms_app.ledger.items import queries as found
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.ledger.visits.operations import Written, record_visit
from forms_app.ledger.visits.rules import Channel, Outcome
from forms_app.permits.enterprises.models import Enterprise
from forms_app.sample.plans import FIRST_DAY, TODAY, at

COMMUNITY = "qiantou"
RULE = "visit@2020-02-08"
WELL = {
    "papers": "yes",
    "supplies": "yes",
    "health-records": "yes",
    "resumption": "partly",
    "other-province": "listed",
    "stayed": "no",
    "health": "well",
    "returned": "some",
}
DIFFICULTIES = {
    3: "物资采购保障：口罩买不到",
    11: "商城后勤保障：食堂缺分餐盒",
    20: "商栋出入管控：后门没有人测温",
}
ANSWER = "社区统一代购，两天内送到。"
UNDER_WAY = "已联系供货商，货到以前先用社区备用的。"


def enter(session: Session) -> None:
    """Visits day by day up to this morning; every fifth enterprise is still to be
    visited.
    """
    units = session.scalars(
        select(Enterprise)
        .where(Enterprise.community == COMMUNITY)
        .order_by(Enterprise.id)
    )
    last = (TODAY - FIRST_DAY).days
    for number, unit in enumerate(units):
        if number % 5 == 4:
            continue
        is_today = number % 9 == 1
        when = (
            at(last, 9, number % 20)
            if is_today
            else at(last - 1 - number % 12, 9 + number % 8, number % 60)
        )
        if when <= unit.registered_at:
            continue
        made = record_visit(
            session, unit, _written(number, when, is_today), **_by(unit, when)
        )
        item = found.by_origin(session, made.subject)
        later = _by(unit, when + timedelta(hours=3))
        if item and number == min(DIFFICULTIES):
            items.finish(session, item, REQUEST, answer=ANSWER, **later)
        elif item:
            items.answer(
                session, item, answer=UNDER_WAY, due_at=at(last + 1, 12, 0), **later
            )


def _written(number: int, when: datetime, is_today: bool) -> Written:
    title = DIFFICULTIES.get(number)
    return Written(
        client_id=f"demo-visit-{number:04}",
        at=when,
        channel=Channel.PHONE if number % 6 == 5 else Channel.IN_PERSON,
        visitors=["community", "street"] if number % 3 else ["community"],
        outcome=Outcome.NOBODY if is_today else Outcome.DONE,
        next_try=when.replace(hour=14, minute=0) if is_today else None,
        rule=RULE,
        answers={} if is_today else WELL,
        materials_left=[] if is_today else ["to-shops"],
        difficulty=(title, "") if title and not is_today else None,
    )


def _by(unit: Enterprise, now: datetime) -> dict[str, Any]:
    return {
        "actor": Actor(
            "staff",
            f"{unit.grid}-worker",
            Role.GRID_WORKER,
            grids=frozenset({unit.grid}),
        ),
        "now": now,
    }
