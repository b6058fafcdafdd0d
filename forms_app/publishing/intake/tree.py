"""A content tree as it was checked: the records of its good files, and all faults."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from forms_app.base.clock import real_now
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN,
    campaign_of,
    is_campaign_file,
    is_draft,
    mode_of,
)
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.documents.document import Document
from forms_app.base.documents.schedule import Schedule
from forms_app.base.documents.sections import TO_REST_ON
from forms_app.base.profile import Profile
from forms_app.features import FEATURES
from forms_app.permits.enterprises.content import EnterpriseFile
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake.countersigned import Countersigned
from forms_app.publishing.intake.judgements import Judgements
from forms_app.publishing.intake.media import Media

if TYPE_CHECKING:
    from forms_app.publishing.intake.schedule import Waiting


@dataclass(frozen=True)
class Frame:
    """What an enterprise file is judged by: the communities with their grids, what it
    may rest on, the office phones, the campaigns with their modes, those that are being
    rehearsed.
    """

    prefixes: dict[str, str] = field(default_factory=dict)  # by community
    # What people call them, and by community its grids.
    titles: dict[str, str] = field(default_factory=dict, compare=False)
    grid_names: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)
    grids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bases: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    campaigns: dict[str, str] = field(default_factory=dict)
    rehearsals: frozenset[str] = frozenset()

    def widens(self, other: Frame) -> bool:
        """Whether everything that is good by the other is good by this one too."""
        return (
            other.prefixes.items() <= self.prefixes.items()
            and other.campaigns.items() <= self.campaigns.items()
            and self.rehearsals <= other.rehearsals
            and all(
                set(grids) <= set(self.grids[slug])
                for slug, grids in other.grids.items()
            )
            and other.bases <= self.bases
            and other.phones <= self.phones
        )


@dataclass
class CheckedTree:
    """What a tree holds: by relative path, the records of good files, their normalised
    text, and all faults.
    """

    seen: set[str] = field(default_factory=set)  # all but the enterprises
    enterprises_seen: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    rules: dict[str, RuleFile] = field(default_factory=dict)
    enterprises: dict[str, EnterpriseFile] = field(default_factory=dict)
    faults_of: dict[str, list[Fault]] = field(default_factory=dict)
    is_accepted: bool = False
    frame: Frame = field(default_factory=Frame)
    replaced: set[str] = field(default_factory=set)  # communities that may go
    features: tuple[str, ...] | None = None  # that office.toml has chosen, if any
    # By rule, the ids of rows that a document may name.
    named: dict[str, Any] = field(default_factory=dict)
    lead: str = ""  # the campaign that office.toml names
    media: Media | None = None  # pictures and attachments, of a tree that is checked
    countersigned: Countersigned | None = None  # of a tree that is to be accepted
    judgements: Judgements[Any] = field(default_factory=Judgements)
    # Of documents, by path: when each is public by its own words, those that are not by
    # now, and those that are taken down where they were (schedule.py).
    now: datetime = field(default_factory=real_now)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    changes_at: datetime | None = None  # when that is otherwise by itself

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of files and lines."""
        return sorted(
            chain.from_iterable(self.faults_of.values()),
            key=lambda fault: (fault.path, fault.line),
        )

    def tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults_of.setdefault(fault.path, []).append(fault)

    def forget(self, relative: str) -> None:
        """As if this enterprise file had never been looked at."""
        self.enterprises_seen.discard(relative)
        for kept in (self.texts, self.enterprises, self.faults_of):
            kept.pop(relative, None)
        self.faults_of.pop(shown_name(relative), None)

    def community(self, slug: str) -> Community | None:
        return next(
            (found for found in self.communities.values() if found.slug == slug), None
        )

    @property
    def campaigns(self) -> set[str]:
        """The slugs of those whose folder has a campaign.toml."""
        return {campaign_of(path) for path in self.seen if is_campaign_file(path)}

    @property
    def areas_seen(self) -> set[str]:
        """What the files of communities are called, read by now or not."""
        place = COMMUNITIES.place
        files = (path for path in self.seen if path.startswith(place))
        return {path.removeprefix(place).removesuffix(".md") for path in files}

    @property
    def areas(self) -> set[str]:
        """Every community in every campaign."""
        return {
            f"{campaign}/{slug}"
            for campaign in self.frame.campaigns
            for slug in self.frame.prefixes
        }

    @property
    def bases(self) -> set[str]:
        """The documents that something may rest on."""
        return {
            document.slug
            for document in self.documents.values()
            if document.section in TO_REST_ON
        }

    @property
    def _bases_to_come(self) -> set[str]:
        """That what waits may name too, and what is public may not (schedule.py)."""
        to_come = (path for path in self.waiting if path.endswith(".md"))
        return {
            path.rpartition("/")[2].removesuffix(".md")
            for path in to_come
            if path.partition("/")[0] in TO_REST_ON
        }

    def set_frame(self) -> None:
        """Once the communities are read, and again when the documents and rules are."""
        communities = self.communities.values()
        self.frame = Frame(
            {c.slug: c.prefix for c in communities},
            {c.slug: c.title for c in communities},
            {c.slug: _grid_names(c) for c in communities},
            {c.slug: tuple(grid.slug for grid in c.grids) for c in communities},
            frozenset([*self.bases, *(rule.id for rule in self.rules.values())]),
            frozenset().union(*(c.phones for c in communities)),
            {
                rule.id: mode_of(rule)
                for rule in self.rules.values()
                if rule.kind == CAMPAIGN
            },
            frozenset(
                rule.id
                for rule in self.rules.values()
                if rule.kind == CAMPAIGN and is_draft(rule)
            ),
        )

    def beside_enterprise(self, folder: str) -> Beside:
        """What an enterprise file in this folder may name."""
        if self.is_accepted:
            return ACCEPTED
        grids = self.frame.grid_names.get(folder)
        return Beside(communities=self.frame.titles, grids=grids)

    @property
    def beside(self) -> Beside:
        """What a file of this tree may name, as far as it was read."""
        if self.is_accepted:
            return ACCEPTED
        folders = {path.partition("/")[0] for path in self.seen if path.endswith(".md")}
        return Beside(
            communities={one.slug: one.title for one in self.communities.values()},
            documents=self.bases | self._bases_to_come,
            rows=self.named,
            features=[feature.name for feature in FEATURES],
            originals=self.seen.union(f"{folder}/" for folder in folders),
            campaigns=self.campaigns,
            areas=self.areas_seen,
            prefixes=[one.prefix for one in self.communities.values()],
        )

    def keep(self, relative: str, record: object) -> None:
        """The record of a good file."""
        match record:
            case Community():
                self.communities[relative] = record
            case Document():
                self.documents[relative] = record
            case RuleFile():
                self.rules[relative] = record
            case EnterpriseFile():
                self.enterprises[relative] = record
            case Profile():
                self.features = record.features
                self.lead = record.campaign


def _grid_names(community: Community) -> dict[str, str]:
    """What people call each grid, with and without what stands in brackets."""
    return {
        grid.slug: "、".join({grid.name: "", grid.name.partition("（")[0]: ""})
        for grid in community.grids
    }


def shown_name(relative: str) -> str:
    """A path as it can be told: bytes that are no text are written out."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")
