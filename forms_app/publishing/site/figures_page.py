"""Statistics, posts with vacancies, and the feeds of the list: nobody waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from forms_app.office.statistics.public import name_of
from forms_app.permits.enterprises.rules import Kind
from forms_app.publishing.site import datafiles, subscriptions
from forms_app.publishing.site.campaign_pages import printed, public
from forms_app.publishing.site.document_lists import in_section
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.overview import overview
from forms_app.publishing.site.theme import LANGUAGES


def late(model: Model) -> Iterator[Output]:
    """What of these belongs to features that are on."""
    figures = model.inputs.figures
    names = {c.slug: {"zh-Hans": c.title, "en": c.title_en} for c in model.communities}
    if "statistics" in model.site.features:
        yield from _statistics(model, names)
    if "volunteering" in model.site.features:
        posts = {"posts": figures.get("posts", []), "names": names}
        for lang in LANGUAGES:
            path = "volunteer/index.html"
            yield model.page(path, "volunteer", lang, "volunteer", **posts)
    yield from subscriptions.of_lists(model)


def _by_kind(model: Model) -> list[dict[str, Any]]:
    """How many of each kind are valid in each community, of the leading campaign and of
    every other one that is running.
    """
    lead = model.inputs.lead
    running = [one.slug for one in public(model) if not model.over(one.slug)]
    return [
        {
            "title": model.campaign_title(slug),
            "communities": {
                c.slug: _kinds(model, model.area(c.slug, slug))
                for c in model.communities
            },
        }
        for slug in [lead, *(one for one in running if one != lead)]
    ]


def _kinds(model: Model, area: str) -> dict[str, int]:
    found = model.valid.get(area, Counter[str]())
    return {kind.value: found[kind] for kind in Kind}


def _campaigns(model: Model) -> list[dict[str, Any]]:
    """What was counted of each campaign that the public sees, where there are several."""
    every = public(model)
    figures = model.inputs.figures
    return [
        printed(model, one) | {"counted": figures.get(name_of(one.slug), {})}
        for one in every
        if len(every) > 1
    ]


def _statistics(model: Model, names: dict[str, dict[str, str]]) -> Iterator[Output]:
    figures = model.inputs.figures
    valid = {c.slug: model.count(model.area(c.slug)) for c in model.communities}
    by_kind = _by_kind(model)
    of_lead = by_kind[0]["communities"].values()
    parts = ("meetings", "rounds", "publicity", "training", "visits")
    for lang in LANGUAGES:
        in_words = {slug: title[lang] for slug, title in names.items()}
        letters = in_section(model, "letters", lang)
        values: dict[str, Any] = {
            "as_of": model.inputs.as_of,
            "counted": figures.get("communities", {}),
            "counted_at": figures.get("as_of", model.inputs.as_of),
            "supplies": model.inputs.supplies,
            "kinds": [k.value for k in Kind],
            "by_kind": by_kind,
            "most_of_a_kind": max((max(one.values()) for one in of_lead), default=0),
            "campaigns": _campaigns(model),
            "communities": model.communities,
            "work": overview(figures, valid, in_words),
            "titles": {paper.slug: paper.title for paper in letters},
            **{name: figures.get(name, {}) for name in parts},
        }
        path = "statistics/index.html"
        yield model.page(path, "statistics", lang, "statistics", **values)
    yield model.data("data/statistics.json", datafiles.plain, figures)
