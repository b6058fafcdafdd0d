"""The people of an enterprise, the sheets they came in, and who must stay in."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Event, Keeping, Record, Until, at, on
from forms_app.people.rosters.models import (
    Determination,
    Movement,
    Person,
    Roster,
    RosterImport,
)
from forms_app.permits.enterprises.models import Enterprise


def of_whom(column: InstrumentedAttribute[int], until: Until) -> Until:
    """Rows about people who have the event, `column` being whom they are about."""
    return lambda newest: column.in_(select(Person.id).where(until(newest)))


IMPORTS = Keeping(
    "roster-imports",
    _l("没有收下的名单"),
    RosterImport,
    {Event.SAVED: at(RosterImport.made_at)},
)
PEOPLE = Keeping(
    "people",
    _l("花名册上的人和他们的全部资料"),
    Person,
    {Event.LEFT: on(Person.left_on), Event.ISOLATION_OVER: on(Person.ends_on)},
)
DETERMINATIONS = Keeping(
    "determinations",
    _l("隔离判定"),
    Determination,
    {Event.ISOLATION_OVER: of_whom(Determination.person_id, on(Person.ends_on))},
)

PERSON = Record(
    Person,
    _l("花名册上的记录"),
    {
        "name": _l("姓名"),
        "phone": _l("手机号"),
        "stayed": _l("一直留在本地"),
        "origin": _l("来源地分类"),
        "area": _l("区划代码"),
        "place": _l("地点"),
        "arrived_on": _l("到达日期"),
        "transport": _l("交通工具"),
        "last_day": _l("在外地的最后一天"),
        "room": _l("住处"),
        "per_room": _l("同住人数"),
        "symptoms": _l("不舒服"),
        "source": _l("登记方式"),
        "notice": _l("看过的告知"),
        "added_at": _l("登记时间"),
        "left_on": _l("离开日期"),
        "outcome": _l("结果"),
        "ends_on": _l("隔离到哪一天"),
    },
)
MOVEMENT = Record(Movement, _l("进出记录"))
DETERMINATION = Record(
    Determination,
    _l("隔离判定"),
    {"overridden_reason": _l("改判的理由")},
    named="determination",
)
ROWS_OF_SHEETS = Record(RosterImport, _l("没有收下的名单"))


def close_wall(session: Session, enterprise: Enterprise) -> None:
    """Nobody registers any more with the code on the wall of an enterprise that is
    erased.
    """
    mine = Roster.enterprise_id == enterprise.id
    session.execute(update(Roster).where(mine).values(wall_hash=None))
