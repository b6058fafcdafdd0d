"""Posts and who claimed them, services for somebody who stays in, rosters
of Tonghai's teams.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.ledger.volunteering import claims, operations, services
from forms_app.ledger.volunteering.models import Volunteer
from forms_app.ledger.volunteering.operations import Plan
from forms_app.ledger.volunteering.rules import owner_of
from forms_app.people.isolation.case_diary import note_need
from forms_app.people.isolation.case_rules import Need
from forms_app.people.isolation.models import Case
from forms_app.permits.grid.queries import directory
from forms_app.sample.actors import anybody, office_of, when, worker_of
from forms_app.sample.plans import NOW

ASKED = when("03-02 09:00")
# Community, grid, title, place, from, to, how many are needed, how many claimed it.
POSTS = (
    (
        "tonghai",
        "tonghai-2",
        "小区南门值守",
        "示例小区南门",
        when("03-04 08:00"),
        when("03-04 18:00"),
        2,
        2,
    ),
    (
        "tonghai",
        "tonghai-2",
        "小区南门值守",
        "示例小区南门",
        when("03-06 08:00"),
        when("03-06 18:00"),
        4,
        2,
    ),
    (
        "tonghai",
        "tonghai-3",
        "宣传材料入户发放",
        "示例小区北区",
        when("03-07 09:00"),
        when("03-07 12:00"),
        6,
        3,
    ),
    (
        "qiantou",
        "qiantou-1",
        "广场入口测温协助",
        "星光耀广场入口",
        when("03-06 09:00"),
        when("03-06 17:00"),
        3,
        1,
    ),
)
HELPERS = {"tonghai": 4, "qiantou": 2}  # sample volunteers
WORK_WEEK = tuple(range(2, 9))  # of March
SHIFTS = (("08:00", "14:00"), ("14:00", "20:00"))


def enter(session: Session, office: Office, case: Case) -> None:
    helpers = {
        community: _helpers(session, community, count)
        for community, count in HELPERS.items()
    }
    for community, grid, title, place, begins, ends, needed, claimed in POSTS:
        plan = Plan(title, place, begins, ends, needed)
        post = operations.publish_post(
            session, community, grid, plan, **office_of(community, ASKED)
        )
        for number, helper in enumerate(helpers[community][:claimed]):
            taken = ASKED + timedelta(hours=1 + number)
            item = claims.claim(session, post, helper, actor=_self(helper), now=taken)
            if ends < NOW:
                claims.finish(
                    session,
                    item,
                    helper,
                    actor=_self(helper),
                    now=ends - timedelta(minutes=5),
                )
    for number, squad in enumerate(directory(office)["tonghai"].teams[:4]):
        by = office_of("tonghai", ASKED)
        operations.put_into_squad(session, helpers["tonghai"][number], squad.slug, **by)
    _serve(session, case, helpers["qiantou"][0])
    _duty(session, office)


def _helpers(session: Session, community: str, count: int) -> list[Volunteer]:
    """They registered themselves; the office called them."""
    found = []
    for number in range(1, count + 1):
        at = when("02-28 10:00") + timedelta(minutes=number)
        phone = f"1380000{7000 + number + 10 * len(community)}"
        helper, _code = operations.register(
            session, community, f"示例志愿者{number}", phone, **anybody(at)
        )
        operations.confirm(
            session, helper, **office_of(community, at + timedelta(hours=3))
        )
        found.append(helper)
    return found


def _self(helper: Volunteer) -> Actor:
    return Actor("visitor", owner_of(helper.id))


def _serve(session: Session, case: Case, helper: Volunteer) -> None:
    """A meal was brought yesterday; something to buy is asked for this morning."""
    at = when("03-04 10:00")
    meal = _ask(session, case, (Need.MEALS, "meal", "示例：午餐一份，放门口"), at)
    claims.take_service(
        session, meal.item, helper, actor=_self(helper), now=at + timedelta(minutes=20)
    )
    claims.finish(
        session, meal.item, helper, actor=_self(helper), now=at + timedelta(hours=2)
    )
    _ask(
        session,
        case,
        (Need.SHOPPING, "shopping", "示例：大米 5 公斤、青菜、牛奶"),
        when("03-05 08:50"),
    )


def _ask(
    session: Session, case: Case, wanted: tuple[Need, str, str], at: datetime
) -> services.Service:
    need, kind, what = wanted
    note_need(session, case, need, what, **worker_of(case.grid, at))
    session.flush()
    return services.ask(
        session, case, kind, what, need=case.events[-1], **worker_of(case.grid, at)
    )


def _duty(session: Session, office: Office) -> None:
    """Who of Tonghai's teams is on duty this week."""
    planned = when("03-01 18:00")
    for number, squad in enumerate(directory(office)["tonghai"].teams):
        for day in WORK_WEEK:
            begins, ends = SHIFTS[(number + day) % len(SHIFTS)]
            names = f"示例队员{1 + day % 5}、示例队员{2 + day % 5}"
            times = when(f"03-{day:02} {begins}"), when(f"03-{day:02} {ends}")
            operations.plan_shift(
                session, squad, names, *times, **office_of("tonghai", planned)
            )
