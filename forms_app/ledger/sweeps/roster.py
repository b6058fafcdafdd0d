"""分类造册: everybody within reach, by the class that was determined, in the columns of
the upper-level form, as Excel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.exports.kinds import Asked, Kind, Tell, told
from forms_app.base.office import Office
from forms_app.base.spreadsheets import workbook
from forms_app.people.rosters.labels import ORIGINS, TRANSPORTS, short
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.enterprises.models import Unit
from forms_app.permits.enterprises.queries import visible_to

CLASSES = ("key_area", "abroad", "other_province", "province", "city", "")
AT_ONCE = 500  # people held at a time


def _of(asked: Asked) -> ColumnElement[bool]:
    return and_(visible_to(asked.actor), Person.left_on.is_(None), Person.confirmed)


def people(session: Session, asked: Asked) -> int:
    found = select(func.count(Person.id)).join(Unit, Person.enterprise_id == Unit.id)
    return session.scalar(found.where(_of(asked))) or 0


def make(session: Session, office: Office, asked: Asked, tell: Tell) -> bytes:
    header = [
        _("序号"),
        _("类别"),
        _("姓名"),
        _("手机号"),
        _("从哪里来"),
        _("到达日期"),
        _("交通工具"),
        _("住在哪里"),
        _("判定"),
        _("到哪天为止"),
        _("单位"),
        _("社区"),
        _("网格"),
    ]
    rows = (
        _row(number, origin, person)
        for number, (origin, person) in enumerate(by_class(session, asked), 1)
    )
    return workbook(_("分类名册"), header, told(rows, people(session, asked), tell))


def by_class(session: Session, asked: Asked) -> Iterator[tuple[str, Person]]:
    """Key areas first.

    Only ids and classes are held of all of them, since every name has to be decrypted.
    """
    newest = select(func.max(Determination.id)).where(
        Determination.person_id == Person.id
    )
    of_each = newest.correlate(Person).scalar_subquery()
    query = (
        select(Person.id, Determination.origin)
        .select_from(Person)
        .join(Unit, Person.enterprise_id == Unit.id)
    )
    query = query.outerjoin(Determination, Determination.id == of_each).where(
        _of(asked)
    )
    found = [
        (person_id, origin or "")
        for person_id, origin in session.execute(query.order_by(Unit.id, Person.number))
    ]
    for origin in CLASSES:
        ids = [person_id for person_id, its in found if its == origin]
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            known = {
                person.id: person
                for person in session.scalars(select(Person).where(Person.id.in_(some)))
            }
            yield from ((origin, known[person_id]) for person_id in some)
            session.expunge_all()


def _row(number: int, origin: str, person: Person) -> list[Any]:
    firm = person.enterprise
    day = None if person.stayed else person.arrived_on
    came = [
        ORIGINS.label(origin) if origin else _("不清楚"),
        person.name,
        person.phone,
        person.place,
    ]
    lives = [
        TRANSPORTS.label(person.transport),
        person.room,
        str(short(person)),
    ]
    until = person.ends_on if person.outcome in {"home", "designated"} else None
    return [number, *came, day, *lives, until, firm.name, firm.community, firm.grid]


ROSTER = Kind("roster-by-class", _l("分类名册"), people, make)
