"""Which campaigns an accepted tree has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms_app.base.contentfile.campaign_folder import CAMPAIGN as KIND
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES
from forms_app.base.office import Office
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.content import CAMPAIGN


def campaigns_in(tree: Path) -> dict[str, Campaign]:
    """Every one by slug, the newest first."""
    rules = CAMPAIGN_RULES.records(tree).values()
    read = [CAMPAIGN.of(rule) for rule in rules if rule.kind == KIND]
    found = sorted(filter(None, read), key=lambda one: (one.begins, one.slug))
    return {one.slug: one for one in reversed(found)}


def campaigns(office: Office) -> dict[str, Campaign]:
    return campaigns_in(office.accepted)


def running(office: Office, day: date) -> list[Campaign]:
    """Those that hold on a day."""
    every = campaigns(office).values()
    return [one for one in every if one.phase(day) is Phase.RUNNING]
