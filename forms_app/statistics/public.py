"""What the statistics page may print: counts by community, from our own rows, as of a time.

Counts about people are never below five, and change only in steps of five or more, so that nobody can subtract.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.enterprises.models import Enterprise
from forms_app.resumption.models import Application
from forms_app.resumption.rules import WITH_STAFF, Stage

SMALLEST = 5
ANSWERED = (Stage.APPROVED, Stage.REFUSED)


def collect(session: Session, now: datetime, previous: dict[str, Any], shown: dict[str, int]) -> dict[str, Any]:
    """The counts of every community that has a row.

    `previous` is what was published last; `shown` the number of people last printed for each community, however long
    ago, and is brought up to date.
    """
    before: dict[str, Any] = previous.get("communities", {})
    counts = {}
    for slug, figures in _counted(session, now).items():
        people = published_people(figures["workers"], shown.get(slug))
        if people is not None:
            shown[slug] = people
        counts[slug] = {**figures, "workers": people}
    changed = counts != before or not previous
    return {"as_of": f"{now:%Y-%m-%d %H:%M}" if changed else previous["as_of"], "communities": counts}


def published_people(counted: int, published: int | None) -> int | None:
    """The number of people that may be printed: none below five; the one printed last until five more or fewer."""
    if counted < SMALLEST:
        return None
    if published is not None and abs(counted - published) < SMALLEST:
        return published
    return counted


def _counted(session: Session, now: datetime) -> dict[str, dict[str, Any]]:
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    found: dict[str, dict[str, Any]] = {}
    hours: dict[str, list[float]] = {}
    for community, kind in session.execute(select(Enterprise.community, Enterprise.kind)):
        _community(found, community)["registered"][kind] += 1
    columns = (
        Enterprise.community,
        Application.stage,
        Application.first_submitted_at,
        Application.decided_at,
        Application.workers,
    )
    rows = session.execute(select(*columns).join(Enterprise, Application.enterprise_id == Enterprise.id))
    for community, stage, submitted, decided, workers in rows:
        if submitted is None:
            continue
        figures = _community(found, community)
        figures["received"] += 1
        figures["received_today"] += submitted >= midnight
        figures["left_today"] += stage in WITH_STAFF
        if stage in ANSWERED and decided:
            figures["decided"] += 1
            figures["decided_today"] += decided >= midnight
            hours.setdefault(community, []).append((decided - submitted).total_seconds() / 3600)
            figures["workers"] += (workers or 0) if stage == Stage.APPROVED else 0
    for community, spent in hours.items():
        found[community]["median_hours"] = round(median(spent), 1)
    return {
        slug: {**figures, "registered": dict(sorted(figures["registered"].items()))}
        for slug, figures in sorted(found.items())
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
            "registered": Counter(),
            "workers": 0,
            "median_hours": None,
        },
    )
