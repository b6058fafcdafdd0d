"""The campaigns of an office, as the accepted tree has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms_app.base.catalogue import language
from forms_app.base.contentfile.campaign_folder import CAMPAIGN as KIND
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES
from forms_app.base.office import Office
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.content import CAMPAIGN
from forms_app.permits.grid.queries import leading_in


def campaigns(office: Office) -> dict[str, Campaign]:
    """By slug; first the one the office leads with, then those that began last."""
    return campaigns_in(office.accepted)


def campaigns_in(tree: Path) -> dict[str, Campaign]:
    """The same of an accepted tree."""
    first = leading_in(tree)
    rules = CAMPAIGN_RULES.records(tree).values()
    found = [CAMPAIGN.of(rule) for rule in rules if rule.kind == KIND]
    newest = sorted(filter(None, found), key=lambda one: one.begins, reverse=True)
    return {one.slug: one for one in sorted(newest, key=lambda one: one.slug != first)}


def running(office: Office, day: date) -> list[Campaign]:
    """Those that hold on a day."""
    every = campaigns(office).values()
    return [one for one in every if one.phase(day) is Phase.RUNNING]


def name_of(office: Office, slug: str) -> str:
    """In the language that is being read; the slug of one whose folder is gone."""
    found = campaigns(office).get(slug)
    return found.name(language()) if found else slug


def name_beside_others(office: Office, slug: str) -> str:
    """The same where the office has several; empty where there is nothing to tell apart."""
    return name_of(office, slug) if len(campaigns(office)) > 1 else ""
