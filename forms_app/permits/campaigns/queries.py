"""The campaigns of an office, as the accepted tree has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms_app.base.catalogue import language
from forms_app.base.contentfile.campaign_folder import CAMPAIGN as KIND
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.documents.kinds_file import KINDS_FILE
from forms_app.base.office import Office
from forms_app.base.vocabulary import Entry, Vocabulary
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


def vocabulary_in(tree: Path, day: date) -> Vocabulary:
    """The lists of kinds in force in an accepted tree on a day. Measures are grouped as
    its campaigns group them, in their order.
    """
    found = KINDS_FILE.on(RULES.records(tree).values(), day) or {}
    groups = dict[str, Entry]()
    for campaign in campaigns_in(tree).values():
        for one in campaign.measure_groups:
            groups.setdefault(one.slug, Entry(one.slug, one.zh, one.en))
    return Vocabulary({**found, "measures": tuple(groups.values())})


def ended(office: Office, day: date) -> dict[str, date]:
    """Those that are over on a day: from when their personal data is kept on."""
    return {
        slug: one.kept_from
        for slug, one in campaigns(office).items()
        if one.phase(day) is Phase.OVER and one.kept_from
    }


def running(office: Office, day: date) -> list[Campaign]:
    """Those that hold on a day."""
    every = campaigns(office).values()
    return [one for one in every if one.phase(day) is Phase.RUNNING]


def names_beside_others(office: Office) -> dict[str, str]:
    """By slug, in the language that is being read, where the office has several; nothing
    where there is nothing to tell apart.
    """
    found = campaigns(office).values()
    return {one.slug: one.name(language()) for one in found if len(found) > 1}


def is_rehearsal(office: Office, campaign: str) -> bool:
    """Whether a campaign is played only."""
    found = campaigns(office).get(campaign)
    return found is not None and found.draft


def is_inspection(office: Office, campaign: str) -> bool:
    """Whether a campaign is one in which nobody applies."""
    found = campaigns(office).get(campaign)
    return found is not None and found.is_inspection
