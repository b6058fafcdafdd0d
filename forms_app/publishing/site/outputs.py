"""The site as a list of outputs, scope by scope.

A scope always names all its outputs, so what it does not name any more is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from forms_app.publishing.site import datafiles
from forms_app.publishing.site.community_pages import community_pages
from forms_app.publishing.site.documents import documents
from forms_app.publishing.site.figures_page import late
from forms_app.publishing.site.fingerprint import digest
from forms_app.publishing.site.front import front
from forms_app.publishing.site.list_pages import list_of
from forms_app.publishing.site.listed import Listed
from forms_app.publishing.site.model import (
    COMMUNITIES,
    FRONT,
    LATE,
    PAPERS,
    THEME,
    WHOLE,
    Model,
    Output,
    Scope,
)
from forms_app.publishing.site.theme import LANGUAGES


def scopes(model: Model) -> Iterator[Scope]:
    yield from SINGLE
    yield from (("list", c.slug) for c in model.communities)
    yield from (("enterprise", reference) for reference in model.entries)


def outputs(model: Model, scope: Scope) -> list[Output]:
    """All outputs of a scope."""
    kind, name = scope
    if kind == "enterprise":
        return list(_enterprise(model, name))
    if kind == "list":
        return list(list_of(model, name)) if name in model.by_slug else []
    return list(SINGLE[scope](model))


def every_output(model: Model) -> Iterator[Output]:
    return chain.from_iterable(outputs(model, scope) for scope in scopes(model))


def _theme(model: Model) -> Iterator[Output]:
    for path, file in model.theme.static_files().items():
        data = file.read_bytes()
        yield Output(path, digest(data), lambda data=data: data)  # type: ignore[misc]


def _enterprise(model: Model, reference: str) -> Iterator[Output]:
    if e := model.entries.get(reference):
        yield model.page(
            f"enterprises/{reference}/index.html",
            "enterprise",
            LANGUAGES[0],
            "enterprises",
            e=e,
        )


def _whole(model: Model) -> Iterator[Output]:
    """The whole list in one file, community by community; a warm build may be late with
    additions to it.
    """
    slugs = [c.slug for c in model.communities]
    as_printed = digest(b"".join(model.prints[slug] for slug in slugs))
    in_json = Listed(
        as_printed, lambda: [model.lines(slug, datafiles.lines) for slug in slugs]
    )
    in_csv = Listed(
        as_printed, lambda: [model.lines(slug, datafiles.csv_lines) for slug in slugs]
    )
    count = sum(map(model.count, slugs))
    as_of = max(map(model.as_of, slugs), default=model.inputs.as_of)
    yield model.data("data/enterprises.json", datafiles.rows, in_json, count, as_of)
    yield model.data("data/enterprises.csv", datafiles.table, in_csv)


# The scopes of which there is one.
SINGLE: dict[Scope, Callable[[Model], Iterable[Output]]] = {
    THEME: _theme,
    FRONT: front,
    LATE: late,
    PAPERS: documents,
    COMMUNITIES: community_pages,
    WHOLE: _whole,
}
