"""What the search reads beside the lists of enterprises: every document and community,
with its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.base.documents.sections import BY_NAME
from forms_app.permits.grid.community import Community
from forms_app.publishing.site import datafiles
from forms_app.publishing.site.markup import clean_html
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import Paper
from forms_app.publishing.site.theme import LANGUAGES

COMMUNITIES = "communities"
TEXTS = "data/texts.json"
# Codes, which people read as other words.
CODED = {
    "kind",
    "group",
    "community",
    "channels",
    "state",
    "order",
    "spot",
    "helped",
    "attached",
    "action",
}


def searched(model: Model) -> Iterator[Output]:
    """Titles for the browser; the same with all they say for /app/search/."""
    rows = [*_documents(model), *_communities(model)]
    titles = [
        {key: value for key, value in row.items() if key != "text"} for row in rows
    ]
    yield model.data("data/documents.json", datafiles.plain, titles)
    yield model.data(TEXTS, datafiles.plain, rows)


def _documents(model: Model) -> Iterator[dict[str, Any]]:
    for paper in model.papers:
        yield {
            "section": paper.section,
            "lang": paper.lang,
            "title": paper.title,
            "url": _address(paper),
            "date": paper.date.isoformat() if BY_NAME[paper.section].has_pages else "",
            "number": paper.number,
            "issuer": paper.issuer,
            "about": clean_html(paper.summary).striptags(),
            "expired": paper.has_expired(model.inputs.today),
            "text": _words_of(paper),
        }


def _address(paper: Paper) -> str:
    """Its page, or the one that lists it."""
    if BY_NAME[paper.section].has_pages:
        return f"/{paper.url}"
    return f"/en/{paper.section}/" if paper.lang == "en" else f"/{paper.section}/"


def _words_of(paper: Paper) -> str:
    said = [value for key, value in paper.says if key not in CODED]
    return " ".join([*said, paper.content.striptags()])


def _communities(model: Model) -> Iterator[dict[str, Any]]:
    for lang in LANGUAGES:
        for one in model.communities:
            is_english = lang == "en"
            yield {
                "section": COMMUNITIES,
                "lang": lang,
                "title": one.title_en if is_english else one.title,
                "url": f"{'/en' if is_english else ''}/communities/{one.slug}/",
                "date": "",
                "number": "",
                "issuer": one.street,
                "about": "",
                "expired": False,
                "text": one.about_en if is_english else _words_about(model, one),
            }


def _words_about(model: Model, one: Community) -> str:
    about = clean_html(model.theme.env.filters["markdown"](one.about)).striptags()
    grids = [grid.name for grid in one.grids]
    places = [place.name for place in one.places]
    roads = dict.fromkeys(road.name for road in one.roads)
    return " ".join([one.address, about, *grids, *places, *roads])
