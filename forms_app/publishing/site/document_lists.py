"""The lists of notices and letters: what holds now, by what it is about and by community, and
an archive of what is over, month by month. All by links, so that they need no script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from forms_app.publishing.site.list_parts import choices, parts_of
from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import Category, Paper, ends_soon
from forms_app.publishing.site.relations import Relations
from forms_app.publishing.site.theme import LANGUAGES

LISTED = ("notices", "letters")
ARCHIVE = "archive"  # no section is called so


@dataclass(frozen=True)
class Row:
    """A document in a list; `ends` is its last day where that is near or past."""

    paper: Paper
    is_new: bool
    ends: str
    is_over: bool


@dataclass(frozen=True)
class ListPage:
    """One page of a list; `whole` is the path of the whole of it."""

    template: str
    whole: str
    values: dict[str, Any]


def in_section(model: Model, section: str, lang: str) -> list[Paper]:
    found = [p for p in model.papers if p.section == section and p.lang == lang]
    return sorted(found, key=lambda p: not p.pinned)


def document_lists(model: Model, relations: Relations) -> Iterator[Output]:
    for section in LISTED:
        pages = {lang: _pages(model, section, lang, relations) for lang in LANGUAGES}
        for lang, own in pages.items():
            (other,) = set(LANGUAGES) - {lang}
            for path, page in own.items():
                twin = path if path in pages[other] else page.whole
                values = {**page.values, "twin": twin, "where": path}
                template = page.template
                yield model.page(f"{path}index.html", template, lang, section, **values)


def _pages(
    model: Model, section: str, lang: str, relations: Relations
) -> dict[str, ListPage]:
    """By path."""
    papers = in_section(model, section, lang)
    rows = [_row(paper, model.inputs.today, relations) for paper in papers]
    over = [row for row in rows if row.is_over]
    now = [row for row in rows if not row.is_over]
    category = Category(section, lang)
    return {
        **_current(model, category, now, len(over)),
        **_archive(category, over),
    }


def _row(paper: Paper, today: dt.date, relations: Relations) -> Row:
    """What holds no more has its last day behind it, or another in its place."""
    is_past = paper.has_expired(today)
    is_over = is_past or bool(relations.replacing[paper.section, paper.slug])
    return Row(
        paper,
        paper.is_new(today) and not is_over,
        paper.expires if ends_soon(paper.expires, today) else "",
        is_over,
    )


def _current(
    model: Model, category: Category, rows: list[Row], gone: int
) -> dict[str, ListPage]:
    """The whole list, and for each kind and community what stands there of it."""
    root = f"{category.slug}/"
    own = {"category": category, "gone": gone}
    parts = parts_of(model, category, rows, attrgetter("paper"))
    return {
        path: ListPage("documents", root, {**part.values, **own, "rows": part.rows})
        for path, part in parts.items()
    }


def _archive(category: Category, rows: list[Row]) -> dict[str, ListPage]:
    """The months in which there was anything, and a page of each."""
    newest = sorted(rows, key=lambda row: row.paper.date, reverse=True)
    months = {
        month: list(own)
        for month, own in groupby(newest, key=lambda r: f"{r.paper.date:%Y-%m}")
    }
    root = f"{ARCHIVE}/{category.slug}/"
    shared = {
        "section": category.slug,
        "category": category,
        "months": choices(root, months),
    }
    found = {root: ListPage("archive", root, {**shared, "month": "", "rows": []})}
    for month, own in months.items():
        values = {**shared, "month": month, "rows": own}
        found[f"{root}{month}/"] = ListPage("archive", root, values)
    return found
