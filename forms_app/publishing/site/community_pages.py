"""The page of each community, and that of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.publishing.site import daily
from forms_app.publishing.site.community_map import draw_map
from forms_app.publishing.site.drawing import draw
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.theme import LANGUAGES


def community_pages(model: Model) -> Iterator[Output]:
    for lang in LANGUAGES:
        shops = daily.shops(model.papers, lang)
        yield model.page(
            "communities/index.html",
            "communities",
            lang,
            "communities",
            communities=model.communities,
        )
        for c in model.communities:
            own = [shop for shop in shops if shop.community == c.slug]
            values: dict[str, Any] = {
                "c": c,
                "drawing": draw(c.tree),
                "map": draw_map(c, own),
                "supplies": model.inputs.supplies.get(c.slug),
                "shops": own,
            }
            path = f"communities/{c.slug}/index.html"
            yield model.page(path, "community", lang, "communities", **values)
