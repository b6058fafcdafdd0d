"""The pages of documents: each by itself, the lists of a section, the daily tables,
help, feed and sitemap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from forms_app.features import FEATURES
from forms_app.publishing.intake.kinds import MAY_BE_EMPTY
from forms_app.publishing.site import daily, feeds, files
from forms_app.publishing.site.papers import Paper
from forms_app.publishing.site.theme import LANGUAGES

if TYPE_CHECKING:
    from forms_app.publishing.site.model import Model, Output

# In either language; with the feature that they belong to, if any.
FRONTS = {
    "": "",
    "enterprises/": "",
    "statistics/": "statistics",
    "volunteer/": "volunteering",
}


def in_section(model: Model, section: str, lang: str) -> list[Paper]:
    found = [p for p in model.papers if p.section == section and p.lang == lang]
    return sorted(found, key=lambda p: not p.pinned)


def is_closed(paper: Paper, on: frozenset[str]) -> bool:
    """A help page of nothing but features that are off."""
    of = [one.name for one in FEATURES if paper.slug in one.help]
    return paper.section == "help" and bool(of) and not on.intersection(of)


def languages_of(papers: Iterable[Paper], path: str) -> frozenset[str]:
    """In which the document of this path (section/slug.md) is written."""
    return frozenset(p.lang for p in papers if f"{p.section}/{p.slug}.md" == path)


def documents(model: Model) -> Iterator[Output]:
    """All pages of documents, the page for what is not there, the feed of notices, and
    the sitemap of all but the list.
    """
    pages = [*_one_by_one(model), *_lists(model), *_daily(model)]
    yield from pages
    yield model.page("404.html", "404", LANGUAGES[0], "")
    notices = [
        (p.title, f"/{p.url}", p.date.isoformat())
        for p in model.papers
        if p.section == "notices" and p.lang != "en"
    ]
    yield model.data(
        "feeds/notices.atom.xml",
        feeds.feed,
        model.domain,
        "通知公告",
        notices[: feeds.NEWEST],
    )
    fronts = [
        f"{prefix}{page}index.html"
        for prefix in ("", "en/")
        for page, feature in FRONTS.items()
        if not feature or feature in model.site.features
    ]
    of_communities = [
        output.path
        for output in model.community_pages()
        if output.path.endswith("html")
    ]
    own = sorted([*fronts, *(page.path for page in pages), *of_communities])
    yield model.data("sitemap/pages.xml", feeds.sitemap, model.domain, own)
    maps = ["sitemap/pages.xml", *(f"sitemap/{c.slug}.xml" for c in model.communities)]
    yield model.data("sitemap.xml", feeds.sitemap_index, model.domain, maps)


def _one_by_one(model: Model) -> Iterator[Output]:
    today = model.inputs.today
    for paper in model.papers:
        path = paper.path.removeprefix("en/" if paper.lang == "en" else "")
        if paper.section == "help":
            yield model.page(path, "page", paper.lang, "help", page=paper)
        elif paper.section not in MAY_BE_EMPTY:
            more = {
                "benefit": daily.benefit(paper, today),
                "plan": daily.plan(paper, today),
            }
            expired = paper.has_expired(today)
            yield model.page(
                path,
                "article",
                paper.lang,
                paper.section,
                article=paper,
                expired=expired,
                **more,
            )


def _lists(model: Model) -> Iterator[Output]:
    today = model.inputs.today
    for lang in LANGUAGES:
        for section in ("notices", "letters"):
            shown = in_section(model, section, lang)
            values = {
                "section": section,
                "documents": shown,
                "expired": [p.has_expired(today) for p in shown],
            }
            yield model.page(
                f"{section}/index.html", "documents", lang, section, **values
            )
        manuals = sorted(
            in_section(model, "help", lang), key=lambda p: (p.order, p.slug)
        )
        yield model.page("help/index.html", "help", lang, "help", help_pages=manuals)
        if not any(paper.slug == files.SLUG for paper in manuals):
            yield model.page(
                f"help/{files.SLUG}/index.html",
                "files",
                lang,
                "help",
                files=files.rule_files(model.site.features, lang),
            )


def _daily(model: Model) -> Iterator[Output]:
    today = model.inputs.today
    papers = model.papers
    for lang in LANGUAGES:
        groups = daily.policies(papers, lang, today)
        yield model.page(
            "policies/index.html", "policies", lang, "policies", policies=groups
        )
        plans = daily.plans(papers, lang, today)
        yield model.page("plans/index.html", "plans", lang, "plans", plans=plans)
        measures = daily.measures(papers, lang, today)
        yield model.page(
            "measures/index.html", "measures", lang, "measures", measures=measures
        )
        shops = daily.by_community(daily.shops(papers, lang), model.communities)
        yield model.page("shops/index.html", "shops", lang, "shops", communities=shops)
