"""What the statistics page may print: counts by community, from our own rows, as of a
time; of people see disclosure.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, extract, func, select
from sqlalchemy.orm import Session

from forms_app.base.disclosure import exact_but_late, in_steps
from forms_app.base.figures import Counting
from forms_app.base.office import Office
from forms_app.base.zone import start_of
from forms_app.people.rosters.models import Person
from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import WITH_ENTERPRISE, WITH_STAFF, Stage

DAYS = 14  # that are drawn
MEDIAN_OVER = timedelta(days=30)
OF_CAMPAIGN = ("received_today", "decided_today", "left_today", "received", "decided")
ANSWERED = (Stage.APPROVED, Stage.REFUSED)
Condition = ColumnElement[bool]
Shown = dict[str, dict[str, Any]]


def collect(
    session: Session,
    now: datetime,
    previous: dict[str, Any],
    shown: Shown,
    *of: Condition,
) -> dict[str, Any]:
    """The counts of every community that has a row; of these applications only.

    `previous` is what was published last; `shown` the people last printed for each
    community, however long ago (workers and since when, staying_in), and is brought up
    to date.
    """
    before: dict[str, Any] = previous.get("communities", {})
    staying_in = _staying_in(session)
    counts = {}
    for slug, figures in counted(session, now, *of).items():
        last = shown.setdefault(slug, {})
        workers = figures["workers"]
        if workers != last.get("workers"):
            contributed = _contributed(session, slug, last.get("since"))
            if (
                printed := exact_but_late(workers, last.get("workers"), contributed)
            ) != last.get("workers"):
                last |= {"workers": printed, "since": now.isoformat()}
        last["staying_in"] = in_steps(staying_in.get(slug, 0), last.get("staying_in"))
        counts[slug] = {
            **figures,
            "workers": last.get("workers"),
            "staying_in": last["staying_in"],
        }
    changed = counts != before or not previous
    return {
        "as_of": f"{now:%Y-%m-%d %H:%M}" if changed else previous["as_of"],
        "communities": counts,
    }


def by_day(
    session: Session, now: datetime, *of: Condition
) -> list[tuple[str, int, int]]:
    """Of each of the last two weeks' days: applications received and answered,
    everywhere.
    """
    first = now.date() - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    received = _per_day(session, days, Application.first_submitted_at, *of)
    answered = _per_day(
        session, days, Application.decided_at, Application.stage.in_(ANSWERED), *of
    )
    names = [day.isoformat() for day in days]
    return list(zip(names, received, answered, strict=True))


def _per_day(
    session: Session, days: list[date], moment: Any, *conditions: Any
) -> list[int]:
    """How many moments fall into each of these days, which follow one another."""
    starts = [start_of(day) for day in days]
    ends = [*starts[1:], start_of(days[-1] + timedelta(days=1))]
    of_days = [
        func.sum(case(((moment >= start) & (moment < end), 1), else_=0))
        for start, end in zip(starts, ends, strict=True)
    ]
    query = select(*of_days).where(moment >= starts[0], *conditions)
    return [number or 0 for number in session.execute(query).one()]


def _contributed(session: Session, community: str, since: str | None) -> int:
    """How many enterprises of a community were decided since these workers were
    printed.
    """
    query = select(func.count(Application.enterprise_id.distinct())).join(
        Enterprise, Application.enterprise_id == Enterprise.id
    )
    query = query.where(
        Enterprise.community == community, Application.stage == Stage.APPROVED
    )
    if since:
        query = query.where(Application.decided_at > datetime.fromisoformat(since))
    return session.scalar(query) or 0


def _staying_in(session: Session) -> dict[str, int]:
    """People on a roster who must stay in, by community."""
    query = select(Enterprise.community, func.count()).join(
        Person, Person.enterprise_id == Enterprise.id
    )
    query = query.where(
        Person.outcome.in_(("home", "designated")),
        Person.left_on.is_(None),
        Person.confirmed,
    )
    return dict(session.execute(query.group_by(Enterprise.community)).all())


def counted(
    session: Session, now: datetime, *of: Condition
) -> dict[str, dict[str, Any]]:
    """Counted by the database: what is read here does not grow with the register. With
    conditions of applications: these only.
    """
    found: dict[str, dict[str, Any]] = {}
    kinds = select(Enterprise.community, Enterprise.kind, func.count()).group_by(
        Enterprise.community, Enterprise.kind
    )
    for community, kind, number in session.execute(kinds):
        _community(found, community)["registered"][kind] = number
    for community, *row in session.execute(_by_stage(start_of(now.date()), *of)):
        stage, received, received_today, decided, decided_today, workers = row
        figures = _community(found, community)
        figures["received"] += received
        figures["received_today"] += received_today
        figures["left_today"] += received if stage in WITH_STAFF else 0
        figures["waiting"] += received if stage in WITH_ENTERPRISE else 0
        figures["withdrawn"] += received if stage == Stage.CANCELLED else 0
        if stage in ANSWERED:
            figures["decided"] += decided
            figures["decided_today"] += decided_today
            figures["workers"] += (workers or 0) if stage == Stage.APPROVED else 0
    for community, spent in _hours(session, now, *of).items():
        found[community]["median_hours"] = round(spent, 1)
    return {
        slug: {**figures, "registered": dict(sorted(figures["registered"].items()))}
        for slug, figures in sorted(found.items())
    }


def _by_stage(midnight: datetime, *conditions: Condition) -> Any:
    """Of what was handed in: community, stage, received, of these today, decided, of
    these today, workers decided for.
    """
    is_decided = Application.decided_at.is_not(None)
    columns = (
        func.count(),
        func.sum(case((Application.first_submitted_at >= midnight, 1), else_=0)),
        func.sum(case((is_decided, 1), else_=0)),
        func.sum(case((Application.decided_at >= midnight, 1), else_=0)),
        func.sum(case((is_decided, Application.workers), else_=0)),
    )
    of = select(Enterprise.community, Application.stage, *columns).join(
        Enterprise, Application.enterprise_id == Enterprise.id
    )
    return of.where(Application.first_submitted_at.is_not(None), *conditions).group_by(
        Enterprise.community, Application.stage
    )


def _hours(session: Session, now: datetime, *conditions: Condition) -> dict[str, float]:
    """By community: the median of how long the answers of the last days took.

    Ranked by the database.
    """
    submitted, decided = (
        extract("epoch", column)
        for column in (Application.first_submitted_at, Application.decided_at)
    )
    hours = (decided - submitted) / 3600.0
    community = Enterprise.community
    columns = (
        community,
        hours.label("hours"),
        func.row_number().over(partition_by=community, order_by=hours).label("place"),
        func.count().over(partition_by=community).label("number"),
    )
    query = select(*columns).join(
        Enterprise, Application.enterprise_id == Enterprise.id
    )
    query = query.where(
        Application.first_submitted_at.is_not(None),
        Application.stage.in_(ANSWERED),
        *conditions,
    )
    of = query.where(Application.decided_at >= now - MEDIAN_OVER).subquery().c
    # the one, or the two
    middle = of.place.in_([(of.number + 1) // 2, (of.number + 2) // 2])
    return {
        found: float(spent)
        for found, spent in session.execute(
            select(of.community, func.avg(of.hours))
            .where(middle)
            .group_by(of.community)
        )
    }


def _community(found: dict[str, dict[str, Any]], slug: str) -> dict[str, Any]:
    return found.setdefault(
        slug,
        {
            "received_today": 0,
            "decided_today": 0,
            "left_today": 0,
            "received": 0,
            "decided": 0,
            "waiting": 0,
            "withdrawn": 0,
            "registered": Counter(),
            "workers": 0,
            "median_hours": None,
        },
    )


def of_campaign(slug: str) -> Condition:
    """The applications in one campaign."""
    return Application.campaign == slug


def not_rehearsed(office: Office) -> Condition:
    """Those that are no play: a dress rehearsal is in no figure."""
    drafts = [slug for slug, one in campaigns(office).items() if one.draft]
    return Application.campaign.not_in(drafts)


def figures(counting: Counting) -> dict[str, Any]:
    session = counting.session
    of = not_rehearsed(counting.office)
    before = dict(counting.before)
    counted_now = collect(session, counting.now, before, counting.shown, of)
    by_days = {"by_day": by_day(session, counting.now, of)}
    return {**counted_now, **by_days, **_of_each_campaign(counting)}


def name_of(campaign: str) -> str:
    """What its figures are called among those of all features."""
    return f"campaign:{campaign}"


def _of_each_campaign(counting: Counting) -> dict[str, Any]:
    """Of those in which one applies, where the office has several campaigns: of the
    running ones, and of those that are over what was counted last.

    Of people nothing, who could be found out by subtracting one campaign from all.
    """
    day = counting.now.date()
    found: dict[str, Any] = {}
    every = campaigns(counting.office)
    for slug, campaign in every.items() if len(every) > 1 else ():
        name = name_of(slug)
        if campaign.is_inspection:
            continue
        if campaign.phase(day) is Phase.RUNNING:
            found |= counting.dated(name, _applied(counting, slug))
        elif campaign.phase(day) is Phase.OVER and name in counting.before:
            found[name] = counting.before[name]
    return found


def _applied(counting: Counting, campaign: str) -> dict[str, dict[str, int]]:
    """By community in which somebody applied in it."""
    of = of_campaign(campaign)
    return {
        slug: {name: one[name] for name in OF_CAMPAIGN}
        for slug, one in counted(counting.session, counting.now, of).items()
        if one["received"]
    }
