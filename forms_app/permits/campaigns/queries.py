"""The campaigns of an office, as the accepted tree has them."""

from __future__ import annotations

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
