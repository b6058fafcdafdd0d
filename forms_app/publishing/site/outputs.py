"""The site as a list of outputs, scope by scope.

A scope always names all its outputs, so what it does not name any more is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from forms_app.publishing.site import datafiles
from forms_app.publishing.site.campaign_pages import campaign_page, every_campaign
from forms_app.publishing.site.community_pages import community_pages
from forms_app.publishing.site.documents import documents
from forms_app.publishing.site.figures_page import late
from forms_app.publishing.site.fingerprint import digest
from forms_app.publishing.site.front import front
from forms_app.publishing.site.list_pages import list_of
from forms_app.publishing.site.listed import Listed
from forms_app.publishing.site.model import (
    CAMPAIGNS,
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
from forms_app.publishing.site.places import Place
from forms_app.publishing.site.theme import LANGUAGES

MOST_IN_A_BROWSER = 2000  # enterprises, of which the file has 60 KB on its way


def scopes(model: Model) -> Iterator[Scope]:
    yield from SINGLE
    yield from ((WHOLE, campaign) for campaign in model.inputs.listed)
    for campaign in model.inputs.campaigns:
        if campaign != model.inputs.lead:  # its page is among what may be late
            yield ("campaign", campaign)
    yield from (("list", area) for area in model.areas)
    references = dict.fromkeys(entry.reference for entry in model.entries.values())
    yield from (("enterprise", reference) for reference in references)


def outputs(model: Model, scope: Scope) -> list[Output]:
    """All outputs of a scope."""
    kind, name = scope
    if kind == "enterprise":
        return list(_enterprise(model, name))
    if kind == "list":
        return list(list_of(model, name)) if name in model.lists else []
    if kind in OF_CAMPAIGN:
        return list(OF_CAMPAIGN[kind](model, name))
    return list(SINGLE[scope](model))


def every_output(model: Model) -> Iterator[Output]:
    return chain.from_iterable(outputs(model, scope) for scope in scopes(model))


def _theme(model: Model) -> Iterator[Output]:
    for path, file in model.theme.static_files().items():
        data = file.read_bytes()
        yield Output(path, digest(data), lambda data=data: data)  # type: ignore[misc]


def _enterprise(model: Model, reference: str) -> Iterator[Output]:
    if blocks := model.blocks(reference):
        yield model.page(
            f"enterprises/{reference}/index.html",
            "enterprise",
            LANGUAGES[0],
            "enterprises",
            e=blocks[0],
            others=blocks[1:],
            words=blocks[0].words,
        )


def _whole(model: Model, campaign: str) -> Iterator[Output]:
    """The whole list in one file, community by community; a warm build may be late with
    additions to it.
    """
    if campaign not in model.inputs.listed:
        return
    areas = model.areas_of(campaign)
    as_printed = digest(b"".join(model.prints[area] for area in areas))
    in_json = Listed(
        as_printed, lambda: [model.lines(area, datafiles.lines) for area in areas]
    )
    in_csv = Listed(
        as_printed, lambda: [model.lines(area, datafiles.csv_lines) for area in areas]
    )
    count = sum(map(model.count, areas))
    as_of = model.as_of(*areas)
    whole = Place.of(campaign, model.inputs.lead).whole
    yield model.data(f"{whole}.json", datafiles.rows, in_json, count, as_of)
    yield model.data(f"{whole}.csv", datafiles.table, in_csv)
    yield _for_the_browser(model, campaign, areas, as_printed)


def _for_the_browser(
    model: Model, campaign: str, areas: list[str], as_printed: bytes
) -> Output:
    """What a browser searches by itself; empty where that is too much for one, which then
    asks the app.
    """
    path = f"{Place.of(campaign, model.inputs.lead).search.removesuffix('/')}.json"
    if sum(len(model.lists[area]) for area in areas) > MOST_IN_A_BROWSER:
        return model.data(path, datafiles.search, [])
    rows = Listed(
        as_printed,
        lambda: [model.lines(area, datafiles.search_lines) for area in areas],
    )
    return model.data(path, datafiles.search, rows)


def _late(model: Model) -> Iterator[Output]:
    """What of the leading campaign nobody waits for."""
    yield from late(model)
    yield from campaign_page(model, model.inputs.lead)


# The scopes of which there is one.
SINGLE: dict[Scope, Callable[[Model], Iterable[Output]]] = {
    THEME: _theme,
    FRONT: front,
    LATE: _late,
    PAPERS: documents,
    COMMUNITIES: community_pages,
    CAMPAIGNS: every_campaign,
}
# Those of which each campaign has one.
OF_CAMPAIGN: dict[str, Callable[[Model, str], Iterable[Output]]] = {
    WHOLE: _whole,
    "campaign": campaign_page,
}
