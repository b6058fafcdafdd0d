"""The campaigns of an office, as the accepted tree has them."""

from __future__ import annotations

from forms_app.base.catalogue import language
from forms_app.base.contentfile.campaign_folder import CAMPAIGN as KIND
from forms_app.base.office import Office
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.campaigns.content import CAMPAIGN
from forms_app.permits.grid.queries import every_rule, leading


def campaigns(office: Office) -> dict[str, Campaign]:
    """By slug; first the one the office leads with, then those that began last."""
    first = leading(office)
    found = [CAMPAIGN.of(one) for one in every_rule(office) if one.kind == KIND]
    newest = sorted(filter(None, found), key=lambda one: one.begins, reverse=True)
    return {one.slug: one for one in sorted(newest, key=lambda one: one.slug != first)}


def name_of(office: Office, slug: str) -> str:
    """In the language that is being read; the slug of one whose folder is gone."""
    found = campaigns(office).get(slug)
    return found.name(language()) if found else slug


def name_beside_others(office: Office, slug: str) -> str:
    """The same where the office has several; empty where there is nothing to tell apart."""
    return name_of(office, slug) if len(campaigns(office)) > 1 else ""
