"""The lists of notices and letters: what holds now, by what it is about and by community, and
an archive of what is over, month by month. All by links, so that they need no script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from forms_app.publishing.site.model import Model, Output
from forms_app.publishing.site.papers import Category, Paper
from forms_app.publishing.site.relations import Relations
from forms_app.publishing.site.theme import LANGUAGES

LISTED = ("notices", "letters")
ARCHIVE = "archive"  # no section is called so
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """A document in a list; `ends` is its last day where that is near or past."""

    paper: Paper
    is_new: bool
    ends: str
    is_over: bool


@dataclass(frozen=True)
class Choice:
    """A part of a list: its address below the language, its code, and how many stand
    there.
    """

    path: str
    code: str
    number: int


def in_section(model: Model, section: str, lang: str) -> list[Paper]:
    found = [p for p in model.papers if p.section == section and p.lang == lang]
    return sorted(found, key=lambda p: not p.pinned)


def document_lists(model: Model, relations: Relations) -> Iterator[Output]:
    for lang in LANGUAGES:
        for section in LISTED:
            papers = in_section(model, section, lang)
            rows = [_row(paper, model.inputs.today, relations) for paper in papers]
            over = [row for row in rows if row.is_over]
            now = [row for row in rows if not row.is_over]
            yield from _current(model, section, lang, now, len(over))
            yield from _archive(model, section, lang, over)


def _row(paper: Paper, today: dt.date, relations: Relations) -> Row:
    """What holds no more has its last day behind it, or another in its place."""
    is_past = paper.has_expired(today)
    is_over = is_past or bool(relations.replacing[paper.section, paper.slug])
    ends_soon = paper.expires and paper.expires <= (today + SOON).isoformat()
    is_new = dt.timedelta() <= today - paper.date < SOON
    return Row(
        paper, is_new and not is_over, paper.expires if ends_soon else "", is_over
    )


def _current(
    model: Model, section: str, lang: str, rows: list[Row], over: int
) -> Iterator[Output]:
    """The whole list, and for each kind and community what stands there of it."""
    kinds = [one.slug for one in model.inputs.vocabulary.list("notices")]
    by_kind = _parted(rows, kinds, "kind")
    by_community = _parted(rows, model.by_slug, "community")
    parts = {
        f"{section}/kind/{code}/": (code, "", own) for code, own in by_kind.items()
    } | {
        f"{section}/community/{code}/": ("", code, own)
        for code, own in by_community.items()
    }
    choices = {
        "kinds": _choices(f"{section}/kind/", by_kind),
        "communities": _choices(f"{section}/community/", by_community),
    }
    for path, (kind, community, own) in {
        f"{section}/": ("", "", rows),
        **parts,
    }.items():
        values = {
            "section": section,
            "category": Category(section, lang),
            "where": path,
            "rows": own,
            "kind": kind,
            "community": community,
            "names": _names(model, lang),
            "number": len(rows),
            "over": over,
            **choices,
        }
        yield model.page(f"{path}index.html", "documents", lang, section, **values)


def _parted(rows: list[Row], codes: Iterable[str], key: str) -> dict[str, list[Row]]:
    """By code, in the order of these, what says so; without a code nothing says."""
    each = {code: [r for r in rows if r.paper.said(key) == code] for code in codes}
    return {code: own for code, own in each.items() if own}


def _choices(root: str, parts: dict[str, list[Row]]) -> list[Choice]:
    return [Choice(f"{root}{code}/", code, len(own)) for code, own in parts.items()]


def _names(model: Model, lang: str) -> dict[str, str]:
    """What communities are called."""
    return {c.slug: c.title_en if lang == "en" else c.title for c in model.communities}


def _archive(
    model: Model, section: str, lang: str, rows: list[Row]
) -> Iterator[Output]:
    """The months in which there was anything, and a page of each."""
    newest = sorted(rows, key=lambda row: row.paper.date, reverse=True)
    months = {
        month: list(own)
        for month, own in groupby(newest, key=lambda r: f"{r.paper.date:%Y-%m}")
    }
    root = f"{ARCHIVE}/{section}/"
    choices = _choices(root, months)
    for path, month, own in (
        (root, "", []),
        *((f"{root}{month}/", month, own) for month, own in months.items()),
    ):
        values = {
            "section": section,
            "category": Category(section, lang),
            "where": path,
            "months": choices,
            "month": month,
            "rows": own,
        }
        yield model.page(f"{path}index.html", "archive", lang, section, **values)
