"""The list of a community: its pages, its data files, what the search reads, its sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.base import catalogue
from forms_app.publishing.site import datafiles, feeds
from forms_app.publishing.site.listed import Listed, rows_of
from forms_app.publishing.site.lists import parts_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.theme import LANGUAGES


def list_of(model: Model, slug: str) -> Iterator[Output]:
    """All outputs of one community's list."""
    pages = list(_pages(model, slug))
    yield from pages
    listed = model.prints[slug]
    yield model.data(
        f"data/enterprises/{slug}.json",
        datafiles.rows,
        Listed(listed, lambda: [model.lines(slug, datafiles.lines)]),
        model.count(slug),
        model.as_of(slug),
    )
    yield model.data(
        f"data/search/{slug}.json",
        datafiles.search,
        Listed(listed, lambda: model.lists[slug]),
    )
    own = (f"enterprises/{one}/index.html" for one in sorted(model.members[slug]))
    yield model.data(
        f"sitemap/{slug}.xml",
        feeds.sitemap,
        model.domain,
        [*(page.path for page in pages), *own],
    )


def _pages(model: Model, slug: str) -> Iterator[Output]:
    community = model.by_slug[slug]
    for lang in LANGUAGES:
        name = community.title_en if lang == "en" else community.title
        with catalogue.use_language(lang):
            parts = parts_of(slug, name, model.lists[slug])
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
            }
            path = f"{part.path}index.html"
            yield model.page(path, "enterprise_list", lang, "enterprises", **values)
