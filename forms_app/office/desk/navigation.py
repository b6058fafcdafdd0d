"""The staff's way around: a line of sections, and below it the pages of the section one
is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app, g, request, url_for

from forms_app.base.access import Actor
from forms_app.base.feature import Page, active
from forms_app.office.desk.labels import SECTIONS

DESK = "/app/staff/"


def pages() -> Iterator[tuple[str, list[Page]]]:
    """The pages of each section that the office has a use for, by place and then in the
    order of the features.
    """
    office = current_app.extensions["kaigong"]
    entries = [
        page
        for feature in active()
        for page in feature.navigation
        if not page.needed or feature.load(page.needed)(office)
    ]
    entries.sort(key=lambda page: page.place)
    for section in SECTIONS:
        yield section, [page for page in entries if page.section == section]


@dataclass(frozen=True)
class Entry:
    """A page of the navigation with its address."""

    page: Page

    @property
    def label(self) -> Any:
        return self.page.label

    @cached_property
    def address(self) -> str:
        if self.page.listing:
            return url_for(self.page.endpoint, name=self.page.listing)
        return url_for(self.page.endpoint)

    def has(self, path: str) -> bool:
        """Whether a page is this one or belongs to it. Every address of staff begins as
        that of the desk, which has but its own.
        """
        if path == self.address or path.startswith(self.page.below):
            return True
        return self.address != DESK and path.startswith(self.address)

    @property
    def lists(self) -> set[str]:
        """The lists whose pages belong to it."""
        return {self.page.listing, *self.page.holds}


@dataclass(frozen=True)
class Section:
    """A section as somebody of a role sees it, on the page that is open."""

    label: Any
    pages: list[Entry]
    here: str  # the address of the entry that is open; empty in another section

    @property
    def is_open(self) -> bool:
        return bool(self.here)


def sections(actor: Actor) -> list[Section]:
    """What somebody of this role sees; found once for both lines of the page."""
    if "sections" not in g:
        g.sections = list(_sections(actor))
    found: list[Section] = g.sections
    return found


def _sections(actor: Actor) -> Iterator[Section]:
    """The same.

    The open page is that of the list that is open, or else the one whose address is the
    longest of those that have the present one.
    """
    seen = [
        (section, [Entry(page) for page in found if actor.role in page.roles])
        for section, found in pages()
    ]
    every = [entry for _section, entries in seen for entry in entries]
    here = [entry for entry in every if g.get("open_list", "-") in entry.lists]
    here = here or [entry for entry in every if entry.has(request.path)]
    longest = max((entry.address for entry in here), key=len, default="")
    for section, entries in seen:
        if entries:
            addresses = {entry.address for entry in entries}
            is_open = longest if longest in addresses else ""
            yield Section(SECTIONS[section].label, entries, is_open)
