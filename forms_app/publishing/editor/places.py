"""Where content files lie: which kind a path is of, and which of them somebody may open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from forms_app.base.access import Actor
from forms_app.base.contentfile.campaign_folder import DECISIONS, is_decision
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.documents.document import ENGLISH, DocumentSection
from forms_app.base.documents.sections import (
    HELP,
    LETTERS,
    MEASURES,
    NOTICES,
    PLANS,
    POLICIES,
    SHOPS,
)
from forms_app.base.office import Office
from forms_app.base.profile import OFFICE
from forms_app.permits.enterprises.content import ENTERPRISES
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.intake.tree import shown_name
from forms_app.publishing.intake.walk import (
    ContentUnavailable,
    content_files,
    enterprise_paths,
    is_side_file,
)

LONGEST = 200  # characters of a path
# As somebody looks for them who comes to write: what is written daily first.
FIRST = (NOTICES, LETTERS, POLICIES, MEASURES, PLANS, SHOPS, HELP, COMMUNITIES)
LAST = (ENTERPRISES, RULES, CAMPAIGN_RULES, OFFICE)
KINDS: tuple[Section[Any], ...] = (
    *FIRST,
    *(one for one in SECTIONS if one not in {*FIRST, *LAST}),
    *LAST,
)


def section_of(path: str) -> Section[Any] | None:
    """The kind of content file that lies at a path below content/; None where none does.

    Such a path leads nowhere else, whoever typed it.
    """
    parts = path.split("/")
    is_plain = path.isprintable() and len(path) <= LONGEST and "\\" not in path
    if not is_plain or {"", ".", ".."} & set(parts) or is_side_file(Path(path)):
        return None
    return next((one for one in SECTIONS if _lies_in(path, one)), None)


def _lies_in(path: str, section: Section[Any]) -> bool:
    is_as_deep = path.count("/") == section.pattern.count("/")
    return is_as_deep and PurePosixPath(path).match(section.pattern)


def name_of(section: Section[Any]) -> str:
    """How the address of the list names a kind."""
    return DECISIONS if section is ENTERPRISES else section.name


def in_order(paths: Iterable[str]) -> list[str]:
    """Kind by kind; what is of none comes last."""
    places = {one.pattern: place for place, one in enumerate(KINDS)}

    def place(path: str) -> int:
        section = section_of(path)
        return places[section.pattern] if section else len(places)

    return sorted(paths, key=place)


def may_open(actor: Actor, path: str) -> bool:
    """Whether somebody may: the decisions of other communities are not for them."""
    return not is_decision(path) or actor.may_see(_community(path), "")


def _community(path: str) -> str:
    """In whose folder a decision lies."""
    return PurePosixPath(path).parent.name


def paths(office: Office, section: str) -> Iterator[str]:
    """The paths of every content file of a kind, in order; without one, of all but the
    decisions, which are many. What has no name that is text is passed over.
    """
    try:
        if section == DECISIONS:
            found = enterprise_paths(office.content)
        else:
            found = content_files(office.content, frozenset({MEDIA}), False)
        for path in found:
            own = section_of(path) if section else None
            is_wanted = not section or (own is not None and name_of(own) == section)
            if is_wanted and shown_name(path) == path:
                yield path
    except ContentUnavailable:
        return


def page_of(path: str, section: Section[Any]) -> str:
    """The address of the public page that is made of a document; empty where none is."""
    if not isinstance(section, DocumentSection) or not section.has_pages:
        return ""
    name = os.path.basename(path)  # noqa: PTH119 - a name, no file
    is_english = name.endswith(ENGLISH)
    slug = name.removesuffix(ENGLISH).removesuffix(".md")
    return ("/en" if is_english else "") + section.address.format(slug=slug)
