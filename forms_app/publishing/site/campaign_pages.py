"""The page of each campaign, and that of all: what is going on, and the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.inspection.public import name_of
from forms_app.publishing.site import datafiles
from forms_app.publishing.site.listed import rows_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import bases
from forms_app.publishing.site.places import Place
from forms_app.publishing.site.theme import LANGUAGES

NEWEST = 8
PUBLIC = (Phase.RUNNING, Phase.COMING, Phase.OVER)  # in the order they are shown


def printed(model: Model, campaign: Campaign) -> dict[str, Any]:
    """What pages say of a campaign."""
    return {
        "slug": campaign.slug,
        "name": {"zh-Hans": campaign.zh, "en": campaign.en},
        "phase": str(model.inputs.phase(campaign.slug)),
        "begins": str(campaign.begins),
        "until": str(campaign.until or ""),
        "inspection": campaign.is_inspection,
        "lead": campaign.slug == model.inputs.lead,
    }


def public(model: Model) -> list[Campaign]:
    """Those that the public sees, the running ones first."""
    every = model.inputs.campaigns.values()
    found = [one for one in every if model.inputs.phase(one.slug) in PUBLIC]
    return sorted(found, key=lambda one: PUBLIC.index(model.inputs.phase(one.slug)))


def others(model: Model) -> list[dict[str, Any]]:
    """What the first page names beside the campaign it leads with."""
    shown = {Phase.RUNNING, Phase.COMING}
    return [
        printed(model, one)
        for one in public(model)
        if one.slug != model.inputs.lead and model.inputs.phase(one.slug) in shown
    ]


def every_campaign(model: Model) -> Iterator[Output]:
    """The list of campaigns."""
    found = [printed(model, one) for one in public(model)]
    for lang in LANGUAGES:
        path = "campaigns/index.html"
        yield model.page(path, "campaigns", lang, "campaigns", campaigns=found)


def campaign_page(model: Model, slug: str) -> Iterator[Output]:
    """What applies in it, how to apply, its list by community."""
    inputs = model.inputs
    campaign = inputs.campaigns.get(slug)
    if campaign is None or inputs.phase(slug) not in PUBLIC:
        return
    is_lead = slug == inputs.lead
    place = Place.of(slug, inputs.lead)
    communities = _communities(model, slug)
    # other campaigns' changes build nothing of it
    as_of = model.as_of(*model.areas_of(slug))
    values: dict[str, Any] = {
        "campaign": printed(model, campaign),
        "root": f"/{place.root}",
        "whole": f"/{place.whole}",
        "communities": [one for one in communities if _concerns(campaign, one)],
        # the leading one has them on pages that are never late
        "newest": rows_of([] if is_lead else model.newest(NEWEST, slug)),
        "as_of": as_of,
        "words": campaign.words,
        "inspected": inputs.figures.get(name_of(slug), {}),
    }
    for lang in LANGUAGES:
        path = f"campaigns/{slug}/index.html"
        basis = bases(model.papers, lang).get(campaign.basis)
        yield model.page(path, "campaign", lang, "campaigns", basis=basis, **values)
    counts = [
        {
            "community": one["slug"],
            "count": one["count"],
            "url": f"/data/{place.root}{one['slug']}.json",
        }
        for one in communities
    ]
    if not is_lead:
        index = {"as_of": as_of, "communities": counts}
        yield model.data(f"data/campaigns/{slug}/index.json", datafiles.plain, index)


def _concerns(campaign: Campaign, community: dict[str, Any]) -> bool:
    """Whether a campaign is about a community, or has somebody of it on its list."""
    asked = campaign.who.communities
    return not asked or community["slug"] in asked or community["count"] > 0


def _communities(model: Model, slug: str) -> list[dict[str, Any]]:
    """Each with how many it has on the list of a campaign."""
    return [
        {
            "slug": c.slug,
            "name": {"zh-Hans": c.title, "en": c.title_en},
            "count": model.count(model.area(c.slug, slug)),
        }
        for c in model.communities
    ]
