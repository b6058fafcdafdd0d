"""The list of a community: its pages, its data files, what the search reads, its sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.base import catalogue, dates
from forms_app.publishing.site import datafiles, feeds
from forms_app.publishing.site.listed import Listed, rows_of
from forms_app.publishing.site.lists import parts_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.places import Place
from forms_app.publishing.site.theme import LANGUAGES


def list_of(model: Model, area: str) -> Iterator[Output]:
    """All outputs of one community's list in a campaign."""
    campaign, _slash, slug = area.partition("/")
    place = Place.of(campaign, model.inputs.lead)
    pages = list(_pages(model, area, place))
    yield from pages
    listed = model.prints[area]
    yield model.data(
        f"data/{place.root}{slug}.json",
        datafiles.rows,
        Listed(listed, lambda: [model.lines(area, datafiles.lines)]),
        model.count(area),
        model.as_of(area),
    )
    yield model.data(
        f"{place.search}{slug}.json",
        datafiles.search,
        Listed(listed, lambda: [model.lines(area, datafiles.search_lines)]),
    )
    own = (f"enterprises/{one}/index.html" for one in sorted(model.members[area]))
    yield model.data(
        f"{place.sitemap}{slug}.xml",
        feeds.sitemap,
        model.domain,
        [*(page.path for page in pages), *own],
    )


def _pages(model: Model, area: str, place: Place) -> Iterator[Output]:
    campaign, _slash, slug = area.partition("/")
    community = model.by_slug[slug]
    title = model.campaign_title(campaign)
    for lang in LANGUAGES:
        name = community.title_en if lang == "en" else community.title
        with catalogue.use_language(lang), dates.use_year(model.site.year):
            parts = parts_of(f"{place.root}{slug}/", name, model.lists[area])
        for part in parts:
            values: dict[str, Any] = {
                "heading": part.heading,
                "up": part.up,
                "parts": part.parts,
                "part_label": part.part_label,
                "address": f"/{part.path}",
                "office": community.office,
                "phone": community.phone,
                "listed": rows_of(part.rows),
                "objection_days": model.inputs.objection_days,
                "root": f"/{place.root}",
                "title": title,
                "over": model.over(campaign),
                "words": model.inputs.wording(campaign),
            }
            path = f"{part.path}index.html"
            yield model.page(path, "enterprise_list", lang, "enterprises", **values)
