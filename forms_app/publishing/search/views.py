"""/app/search/: what the public looks for, answered without a script."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from forms_app.base.access import public
from forms_app.base.limits import limiter
from forms_app.base.matching import MOST_CHARACTERS
from forms_app.base.office import current_office
from forms_app.base.paging import Page, page_of
from forms_app.base.search import A_FEW
from forms_app.permits.enterprises.labels import KINDS, STATUSES
from forms_app.permits.grid.queries import directory, title_of
from forms_app.publishing.release.site import Site
from forms_app.publishing.search import finding, labels
from forms_app.publishing.search.excerpt import around, marked
from forms_app.publishing.search.finding import Found, Wanted
from forms_app.publishing.search.index import opened
from forms_app.publishing.search.sources import ENTERPRISES

search = Blueprint("search", __name__)
# What a form may name of the rows it wants, and the column of the index that says it.
CHOICES = ("section", "community", "kind", "status")


@dataclass(frozen=True)
class Group:
    """What was found of one section: some rows of so many, or a page of all."""

    section: str
    rows: Sequence[dict[str, Any]]
    total: int
    page: Page[int] | None = None

    @property
    def is_part(self) -> bool:
        return self.page is None and self.total > len(self.rows)


@search.get("/app/search/")
@public
@limiter.limit("240/minute;6000/hour")  # a mall shares one address
def page() -> ResponseReturnValue:
    office = current_office()
    wanted = _wanted()
    with opened(office.data, Site(office.site)) as connection:
        found = finding.find(connection, wanted)
        groups = list(_groups(connection, wanted, found))
        elsewhere = _elsewhere(connection, wanted, found)
    values: dict[str, Any] = {
        "typed": wanted.typed,
        "chosen": dict(wanted.of),
        "within": _within(wanted),
        "found": found,
        "elsewhere": elsewhere,
        "groups": groups,
        "labels": labels,
        "statuses": STATUSES,
        "kinds": KINDS,
    }
    return render_template("search/page.html", **values)


def _wanted() -> Wanted:
    asked = request.args
    typed = " ".join(asked.get("q", "").split())[:MOST_CHARACTERS]
    of = [(name, asked[name]) for name in CHOICES if asked.get(name)]
    if of and not asked.get("section"):  # only enterprises have a community or a state
        of.insert(0, ("section", ENTERPRISES))
    return Wanted(typed, g.lang, tuple(of))


def _elsewhere(connection: sqlite3.Connection, wanted: Wanted, found: Found) -> int:
    """How many there would be of any kind and state, where there are none of these."""
    of = tuple(one for one in wanted.of if one[0] not in {"kind", "status"})
    if of == wanted.of or (found.total and not found.is_near):
        return 0
    other = finding.find(connection, replace(wanted, of=of))
    return 0 if other.is_near else other.total


def _within(wanted: Wanted) -> list[str]:
    """What the rows are chosen by beside the words, as people read it."""
    communities = directory(current_office())
    found = []
    for name, value in wanted.of:
        if name == "community" and value in communities:
            found.append(title_of(communities[value]))
        elif name in {"kind", "status"}:
            words = KINDS if name == "kind" else STATUSES
            found.append(words.label(value) if value in words else "")
    return [one for one in found if one]


def _groups(
    connection: sqlite3.Connection, wanted: Wanted, found: Found
) -> Iterator[Group]:
    """A few rows of each section; of the only one a page, which can be turned."""
    words = (wanted.words.whole, *wanted.words.words)
    for section, ids in found.by_section.items():
        is_alone = len(found.by_section) == 1
        page = page_of(ids) if is_alone else None
        shown = list(page) if page else ids[:A_FEW]
        rows = [_printed(one, words) for one in _shown(connection, shown)]
        yield Group(section, rows, len(ids), page)


def _shown(connection: sqlite3.Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    query = "SELECT shown FROM entry WHERE id = ?"
    return [json.loads(connection.execute(query, (one,)).fetchone()[0]) for one in ids]


def _printed(row: dict[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """The row with what was typed marked in it."""
    name = row.get("name") or row["title"]
    said = row.get("text") or ""
    about = around(said, words) or row.get("about") or ""
    return {**row, "name": marked(name, words), "about": marked(about, words)}
