"""content/campaigns/<slug>/: what one campaign has of its own. Its campaign.toml says what
it is; its other rules hold instead of those in content/rules/; enterprises/ holds what is
decided in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms_app.base.contentfile.rulefile import RuleFile

CAMPAIGNS = "campaigns"
CAMPAIGN_FILE = "campaign.toml"
CAMPAIGN = "campaign"  # the kind of rule that a campaign.toml is
PERMIT = "permit"  # the mode of one that somebody applies in
DECISIONS = "enterprises"


def campaign_of(relative: str) -> str:
    """The slug of the campaign in whose folder a path lies; empty for any other path."""
    top, _slash, rest = relative.partition("/")
    slug, slash, _name = rest.partition("/")
    return slug if top == CAMPAIGNS and slash else ""


def is_campaign_file(relative: str) -> bool:
    """Whether it is the one file that says what a campaign is."""
    return bool(campaign_of(relative)) and relative.endswith(f"/{CAMPAIGN_FILE}")


def mode_of(campaign: RuleFile) -> str:
    """How it works, as its campaign.toml says."""
    return str(campaign.extra.get("mode", ""))


def is_draft(campaign: RuleFile) -> bool:
    """Whether it is a dress rehearsal, as its campaign.toml says."""
    return campaign.extra.get("draft") is True


def is_decision(relative: str) -> bool:
    """Whether it is, or lies in, the folder of decisions of a campaign."""
    return relative.split("/", 3)[:3:2] == [CAMPAIGNS, DECISIONS]


def decision_path(campaign: str, community: str, reference: str) -> str:
    """Where the file of an enterprise lies in a campaign."""
    return f"{CAMPAIGNS}/{campaign}/{DECISIONS}/{community}/{reference}.md"


def key_of(relative: str) -> str:
    """What tells a decision from every other, by its path: campaign/reference."""
    name = relative.rpartition("/")[2].removesuffix(".md")
    return f"{campaign_of(relative)}/{name}"


def area_of(relative: str) -> str:
    """A community in a campaign, by the path of a decision: campaign/community."""
    return f"{campaign_of(relative)}/{relative.split('/')[3]}"
