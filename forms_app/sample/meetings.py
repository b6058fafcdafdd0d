"""The morning meetings of Tongyuan since 24 February: each closed with an
answer and a measure to everything.

Only what came up yesterday still lacks its measure: it is on today's meeting again,
which is going on.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from forms_app.ledger.items import operations as items
from forms_app.ledger.items.operations import Place
from forms_app.ledger.meetings import operations
from forms_app.ledger.meetings.kinds import MEETING
from forms_app.ledger.meetings.rules import Body, Chair, Mode
from forms_app.sample.actors import office_of
from forms_app.sample.plans import SHANGHAI, TODAY

COMMUNITY = "tongyuan"
FIRST = date(2020, 2, 24)
BODIES = (Body.CITY, Body.DISTRICT, Body.STREET, Body.COMMUNITY)
# What came up, what was answered, what is done about it.
HEARD = (
    (
        "几家商铺的口罩只够三天",
        "先用社区备用的，两天内补上",
        "社区统一代购，网格员送到店",
    ),
    ("企业员工来源地写得太笼统", "退回补正，写到市一级", "网格员上门教填，当天补齐"),
    ("园区后门没有人测温", "后门先关，只走前门", "园区增派一名门卫，排好班再开"),
    ("食堂没有分餐的条件", "先改盒饭", "三天内隔好座位，再上门看一次"),
    ("外地员工返岗时间集中", "分三批返岗", "企业报批次，社区按批登记"),
    ("沿街商铺申请表交得慢", "可以电话代填", "网格员带平板上门，一天一条街"),
    ("消毒记录不全", "从今天起补记", "发统一的记录表，每周看一次"),
    ("企业没有隔离观察的房间", "腾出一间办公室", "挂牌、备齐用品，社区上门核验"),
    ("写字楼电梯按键没有覆膜", "物业当天覆膜", "每两小时消毒一次，贴记录"),
    ("两家商铺共用一个门口测温", "可以共用，登记要分开", "各设一本登记簿"),
)
CARRIED = ("商圈地下停车场入口没有登记车辆", "停车场由物业负责登记")
NEW = "有企业问错峰上班的安排报给谁"


def enter(session: Session) -> None:
    day = FIRST
    while day < TODAY:
        number = (day - FIRST).days
        titles = (HEARD[number % len(HEARD)], HEARD[(number + 3) % len(HEARD)])
        _hold(session, day, titles, is_last=day == TODAY - timedelta(days=1))
        day += timedelta(days=1)
    opened = _at(TODAY, 8, 30)
    _open(session, opened)
    items.raise_item(
        session,
        MEETING,
        Place(COMMUNITY),
        NEW,
        **office_of(COMMUNITY, _at(TODAY, 8, 40)),
    )


def _hold(
    session: Session,
    day: date,
    heard: tuple[tuple[str, str, str], ...],
    *,
    is_last: bool,
) -> None:
    meeting = _open(session, _at(day, 8, 30))
    for number, (title, answer, measure) in enumerate(heard):
        begun = _at(day, 8, 35 + 5 * number)
        item = items.raise_item(
            session, MEETING, Place(COMMUNITY), title, **office_of(COMMUNITY, begun)
        )
        given = {
            "answer": answer,
            "measure": measure,
            **office_of(COMMUNITY, begun + timedelta(minutes=4)),
        }
        items.finish(session, item, MEETING, **given)
    if is_last:
        title, answer = CARRIED
        item = items.raise_item(
            session,
            MEETING,
            Place(COMMUNITY),
            title,
            **office_of(COMMUNITY, _at(day, 8, 50)),
        )
        items.answer(
            session, item, answer=answer, **office_of(COMMUNITY, _at(day, 8, 55))
        )
    operations.close(session, meeting, **office_of(COMMUNITY, _at(day, 9, 0)))


def _open(session: Session, at: datetime) -> operations.Meeting:
    by = office_of(COMMUNITY, at)
    return operations.open_meeting(
        session, COMMUNITY, Mode.WECHAT, Chair.SECRETARY, BODIES, **by
    )


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)
