"""The pages of documents: each by itself, the lists of a section, the daily tables,
help, feed and sitemap.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.documents.sections import BY_NAME
from forms_app.publishing.site import (
    daily,
    duties,
    feeds,
    files,
    kept,
    share,
    subscriptions,
)
from forms_app.publishing.site.community_pages import community_pages
from forms_app.publishing.site.data_page import data_page
from forms_app.publishing.site.document_lists import document_lists, in_section
from forms_app.publishing.site.fingerprint import digest
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import Paper
from forms_app.publishing.site.places import Place
from forms_app.publishing.site.policy_lists import policy_lists
from forms_app.publishing.site.relations import Relations
from forms_app.publishing.site.searched import searched
from forms_app.publishing.site.theme import LANGUAGES

# In either language; with the feature that they belong to, if any.
FRONTS = {
    "": "",
    "enterprises/": "",
    "statistics/": "statistics",
    "volunteer/": "volunteering",
}


def documents(model: Model) -> Iterator[Output]:
    """All pages of documents, that of the data, the page for what is not there, the feeds,
    and what search engines ask for.
    """
    relations = Relations(model.papers)
    pages = [
        *_one_by_one(model, relations),
        *document_lists(model, relations),
        *(page for lang in LANGUAGES for page in _help(model, lang)),
        *_daily(model),
        *policy_lists(model),
        *data_page(model),
    ]
    yield from pages
    yield from _media(model)
    yield from searched(model)
    yield model.page("404.html", "404", LANGUAGES[0], "")
    yield model.data(share.PICTURE, share.picture, model.inputs.profile.accent)
    yield from subscriptions.of_documents(model)
    fronts = [
        f"{prefix}{page}index.html"
        for prefix in ("", "en/")
        for page, feature in FRONTS.items()
        if not feature or feature in model.site.features
    ]
    of_communities = [
        output.path for output in community_pages(model) if output.path.endswith("html")
    ]
    own = sorted([*fronts, *(page.path for page in pages), *of_communities])
    yield from _for_search_engines(model, own)


def _for_search_engines(model: Model, own: list[str]) -> Iterator[Output]:
    """The addresses worth reading; forms are not."""
    yield model.data("sitemap/pages.xml", feeds.sitemap, model.domain, own)
    of_lists = [
        f"{Place.of(campaign, model.inputs.lead).sitemap}{c.slug}.xml"
        for campaign in model.inputs.listed
        for c in model.communities
    ]
    maps = ["sitemap/pages.xml", *of_lists]
    yield model.data("sitemap.xml", feeds.sitemap_index, model.domain, maps)
    yield model.data("robots.txt", feeds.robots, model.domain)
    profile = model.inputs.profile
    told = profile.security
    if told and model.inputs.today <= told.until:
        said = (told.contact, told.until, profile.timezone)
        yield model.data(feeds.SECURITY, feeds.security, model.domain, *said)


def _one_by_one(model: Model, relations: Relations) -> Iterator[Output]:
    for paper in model.papers:
        path = paper.path.removeprefix("en/" if paper.lang == "en" else "")
        if paper.section == "help":
            yield model.page(path, "page", paper.lang, "help", page=paper)
        elif BY_NAME[paper.section].has_pages:
            values = _article(model, paper, relations)
            yield model.page(path, "article", paper.lang, paper.section, **values)


def _article(model: Model, paper: Paper, relations: Relations) -> dict[str, Any]:
    today = model.inputs.today
    return {
        "article": paper,
        "category": paper.category,
        "expired": paper.has_expired(today),
        "to_come": paper.is_to_come(today),
        "benefit": daily.benefit(paper, today),
        "plan": daily.plan(paper, today),
        "related": relations.of(paper),
    }


def _media(model: Model) -> Iterator[Output]:
    """The pictures and attachments of these pages, each under the hash of its bytes."""
    shelf = model.inputs.media
    for name in sorted({name for paper in model.papers for name in paper.media}):
        yield Output(
            f"{MEDIA}/{name}", digest(name.encode()), partial(shelf.data, name)
        )


def _help(model: Model, lang: str) -> Iterator[Output]:
    """The list of the manuals, and what is printed from the code unless an office has
    written a manual of that name.
    """
    manuals = sorted(in_section(model, "help", lang), key=lambda p: (p.order, p.slug))
    yield model.page("help/index.html", "help", lang, "help", help_pages=manuals)
    on = model.site.features
    written = {paper.slug for paper in manuals}
    if files.SLUG not in written:
        yield model.page(
            f"help/{files.SLUG}/index.html",
            "files",
            lang,
            "help",
            files=files.content_files(on, lang),
        )
    if duties.SLUG not in written:
        yield model.page(
            f"help/{duties.SLUG}/index.html",
            "duties",
            lang,
            "help",
            groups=duties.duties_of_everybody(on, lang),
        )
    if kept.SLUG not in written:
        yield model.page(
            f"help/{kept.SLUG}/index.html",
            "kept",
            lang,
            "help",
            kept=kept.kept_data(on, model.inputs.retention, lang),
        )


def _daily(model: Model) -> Iterator[Output]:
    today = model.inputs.today
    papers = model.papers
    for lang in LANGUAGES:
        measures = daily.measures(papers, lang, today, model.groups)
        yield model.page(
            "measures/index.html", "measures", lang, "measures", measures=measures
        )
        shops = daily.by_community(daily.shops(papers, lang), model.communities)
        yield model.page("shops/index.html", "shops", lang, "shops", communities=shops)
