"""Which checks at the door wait for a time, which have one, and what is still free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from forms_app.base.listing import Asked
from forms_app.base.office import Office
from forms_app.base.paging import Rows
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.appointments import rules
from forms_app.permits.appointments.models import Appointment
from forms_app.permits.appointments.rules import CheckTimes, Slot, Taken
from forms_app.permits.appointments.time_file import CHECK_TIMES
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.grid.queries import rules as every_version
from forms_app.permits.rechecks import queries as rechecks
from forms_app.permits.rechecks.models import Recheck
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.promises import open_hours
from forms_app.permits.resumption.queries import to_check
from forms_app.permits.resumption.rules import Stage

NOTHING_DUE = "现在没有要约时间的核验。"


@dataclass(frozen=True)
class Visit:
    """A check at the door that somebody waits for: of an application that was accepted,
    or a second look that was asked for.
    """

    enterprise: Enterprise
    campaign: str
    since: datetime
    application: Application | None = None
    recheck: Recheck | None = None


def visit_due(session: Session, enterprise: Enterprise, campaign: str) -> Visit | None:
    """The one an enterprise waits for in a campaign, if any."""
    application = to_check(session, enterprise, campaign)
    if request := rechecks.open_of(session, enterprise, campaign):
        since = request.asked_at
        return Visit(enterprise, campaign, since, application, request)
    if application is None or application.accepted_at is None:
        return None
    if application.stage != Stage.ACCEPTED:
        return None  # it says first that it has put things right
    return Visit(enterprise, campaign, application.accepted_at, application)


def must_be_due(session: Session, enterprise: Enterprise, campaign: str) -> Visit:
    """The same.

    Raises:
        Refused: it waits for none.
    """
    found = visit_due(session, enterprise, campaign)
    if found is None:
        raise Refused(NOTHING_DUE)
    return found


def agreed(session: Session, visit: Visit) -> Appointment | None:
    query = select(Appointment).where(
        Appointment.enterprise_id == visit.enterprise.id,
        Appointment.campaign == visit.campaign,
        Appointment.since == visit.since,
    )
    return session.scalar(query)


def holds() -> ColumnElement[bool]:
    """Whether what an appointment was made for still waits."""
    applied = exists().where(
        Application.id == Appointment.application_id,
        Application.stage == Stage.ACCEPTED,
        Application.accepted_at == Appointment.since,
    )
    asked = select(Recheck.id).where(
        Recheck.id == Appointment.recheck_id, rechecks.is_open()
    )
    first_time = Appointment.recheck_id.is_(None)
    return or_(and_(first_time, applied), asked.exists())


def times(office: Office) -> CheckTimes | None:
    """What the office lays down; None where it asks nobody for a time."""
    return rule(office, CHECK_TIMES, office.clock.today())


def slots(office: Office, visit: Visit) -> list[Slot]:
    """Every time at which somebody may come, in order, whether it is free or not."""
    now = office.clock.now()
    unit = visit.enterprise
    version = partial(CHECK_TIMES.on, every_version(office))
    shut = _shut(office, now.date())
    return list(rules.slots(version, unit.community, unit.grid, now, shut))


def free(session: Session, office: Office, visit: Visit) -> list[Slot]:
    """Those with a place left."""
    found = slots(office, visit)
    pools = {one.pool for one in found}
    return rules.free(found, _taken(session, pools, office.clock.now()))


def _shut(office: Office, begin: date) -> set[date]:
    """The days on which the office does not open, as far as its hours say."""
    known = open_hours(office, begin).items()
    return {day for day, (opens, closes) in known if opens >= closes}


def _taken(session: Session, pools: Iterable[str], now: datetime) -> Taken:
    query = (
        select(Appointment.pool, Appointment.begins_at, func.count())
        .where(Appointment.pool.in_(pools), Appointment.begins_at >= now, holds())
        .group_by(Appointment.pool, Appointment.begins_at)
    )
    return {(pool, begins): n for pool, begins, n in session.execute(query)}


def unfinished(session: Session) -> int:
    """How many agreed times somebody still has to keep."""
    query = select(func.count()).select_from(Appointment).where(holds())
    return session.scalar(query) or 0


def of_rechecks(session: Session) -> dict[int, datetime]:
    """Until when somebody comes for a second look, by its id."""
    query = select(Appointment.recheck_id, Appointment.ends_at)
    found = session.execute(query.where(Appointment.recheck_id.is_not(None), holds()))
    return {number: ends for number, ends in found if number}


def agenda(reader: Reader, asked: Asked) -> Rows[Appointment]:
    """Every agreed time within somebody's reach, by time, then by building."""
    unit = Appointment.enterprise_id == Enterprise.id
    query = select(Appointment).join(Enterprise, unit)
    query = query.where(visible_to(reader.actor), holds())
    for key, column in (("community", Enterprise.community), ("grid", Enterprise.grid)):
        if asked.get(key):
            query = query.where(column == asked[key])
    if asked.get("squad"):
        query = query.where(_of_squad(reader.office, asked["squad"]))
    by_building = (Enterprise.grid, Enterprise.address, Enterprise.place)
    return Rows(
        reader.session,
        query.order_by(Appointment.begins_at, *by_building, Appointment.id),
    )


def _of_squad(office: Office, squad: str) -> ColumnElement[bool]:
    """The squad that was given the application, else the one of the grid."""
    grids = [
        grid.slug
        for community in directory(office).values()
        for grid in community.grids
        if grid.squad == squad
    ]
    given = (
        select(Application.squad)
        .where(Application.id == Appointment.application_id)
        .scalar_subquery()
    )
    return or_(given == squad, and_(given.is_(None), Enterprise.grid.in_(grids)))
