"""What the page of an inspection may print: by community, how many enterprises it is
about, how many were checked, passed, are putting something right, and are late with it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import case, func, or_
from sqlalchemy.orm import Session

from forms_app.base.figures import Counting
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.inspection.queries import in_state, subjects
from forms_app.permits.inspection.rules import Standing
from forms_app.permits.resumption.models import SiteCheck

COUNTED = ("passed", "mending", "overdue", "suspended")


def name_of(campaign: str) -> str:
    """What its figures are called among those of all features."""
    return f"inspection:{campaign}"


def collect(
    session: Session, campaign: Campaign, day: date
) -> dict[str, dict[str, int]]:
    """By community; `mending` has those that are late in it, `checked` also those whose
    file says what was found where nobody recorded the visit.
    """
    states = [in_state(one, day) for one in COUNTED]
    checked = or_(SiteCheck.id.is_not(None), ~in_state(Standing.UNCHECKED, day))
    counts = [func.count(case((one, 1))) for one in (checked, *states)]
    query = subjects(campaign, Enterprise.community, func.count(), *counts).group_by(
        Enterprise.community
    )
    names = ("subjects", "checked", *COUNTED)
    return {
        community: dict(zip(names, numbers, strict=True))
        for community, *numbers in session.execute(query)
    }


def figures(counting: Counting) -> dict[str, Any]:
    """Of those that are running; of those that are over, what was counted last."""
    day = counting.now.date()
    found: dict[str, Any] = {}
    for slug, campaign in campaigns(counting.office).items():
        name = name_of(slug)
        if not campaign.is_inspection:
            continue
        if campaign.phase(day) is Phase.RUNNING:
            counted = collect(counting.session, campaign, day)
            found |= counting.dated(name, counted)
        elif campaign.phase(day) is Phase.OVER and name in counting.before:
            found[name] = counting.before[name]
    return found
