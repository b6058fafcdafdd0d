"""All that the site says, in memory; the same for a cold and a warm build.

What is made of it are outputs, each with the fingerprint of all it is made of, in
scopes (outputs.py). What changes an enterprise touches its own scope, its community's
list and the front; everything else touches all scopes, where fingerprints tell what
must be made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any

from forms_app.base.feature import switched_on
from forms_app.features import FEATURES
from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.enterprises.content import EnterpriseFile, Status
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.masthead import PRIVACY, masthead
from forms_app.publishing.site import share
from forms_app.publishing.site.code import CODE
from forms_app.publishing.site.entries import Entry, entry
from forms_app.publishing.site.fingerprint import digest, fingerprint
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.listed import given, rows_of
from forms_app.publishing.site.papers import Paper, bases, is_closed, languages_of
from forms_app.publishing.site.theme import Theme

Scope = tuple[str, str]
Lines = Callable[[list[Entry]], bytes]
LATE = ("late", "")  # counts and the feed, for which nobody waits
THEME = ("theme", "")
FRONT = ("front", "")
PAPERS = ("papers", "")
COMMUNITIES = ("communities", "")
CAMPAIGNS = ("campaigns", "")
WHOLE = "whole"  # the kind of scope of a campaign's whole list in one file

# The states of an entry in which somebody may be open, and all, the worst first.
VALID = frozenset({"approved", "passed"})
SEVERITY = (
    "suspended",
    "revoked",
    "withdrawn",
    "checking",
    "mending",
    "approved",
    "passed",
)


@dataclass(frozen=True)
class Output:
    """One file of the site: whoever has one of this path and key has what `make` would
    give.
    """

    path: str
    key: bytes
    make: Callable[[], bytes]


class Model:
    """Everything the site is made of.

    `records` are enterprise files by key, the withdrawn ones among them. An area is a
    community in a campaign (base/contentfile/campaign_folder.py).
    """

    def __init__(self, theme: Theme, domain: str) -> None:
        self.theme = theme
        self.domain = domain
        self.records: dict[str, EnterpriseFile] = {}
        self.entries: dict[str, Entry] = {}
        # by area: what is listed, newest first
        self.lists: dict[str, list[Entry]] = {}
        self.valid: dict[str, Counter[str]] = {}  # by area: approved, by kind
        self.prints: dict[str, bytes] = {}  # by area: the fingerprint of its list
        # by area: its list for the data files, JSON and CSV
        self.rows: dict[str, dict[Lines, bytes]] = {}
        self.members: dict[str, set[str]] = {}  # by area: the references with a page

    def set_frame(
        self, inputs: Inputs, communities: Iterable[Community], papers: list[Paper]
    ) -> None:
        """Everything but the enterprises; the entries are made anew from what is known
        of them.
        """
        self.inputs = inputs
        on = switched_on(FEATURES, inputs.features)
        self.papers = [paper for paper in papers if not is_closed(paper, on)]
        self.communities = sorted(communities, key=lambda c: c.code)
        self.by_slug = {c.slug: c for c in self.communities}
        self.site = masthead(
            self.communities,
            inputs.today,
            inputs.demo,
            inputs.profile,
            on,
            languages_of(self.papers, PRIVACY),
            inputs.wording(),
            inputs.vocabulary,
        )
        self.bases = bases(self.papers)

    def set_records(self, records: dict[str, EnterpriseFile]) -> None:
        self.records = records
        self.entries = {}
        self.members = {area: set() for area in self.areas}
        listed: dict[str, list[Entry]] = {area: [] for area in self.areas}
        for key, record in records.items():
            if made := self._entry(record):
                self.entries[key] = made
                self.members[made.area].add(made.reference)
                if made.listed:
                    listed[made.area].append(made)
        for area, entries in listed.items():
            self._set_list(area, sorted(entries, key=attrgetter("sorts"), reverse=True))

    @property
    def groups(self) -> list[str]:
        """Of measures."""
        return [one.slug for one in self.inputs.vocabulary.list("measures")]

    @property
    def areas(self) -> list[str]:
        listed = self.inputs.listed
        return [self.area(slug, one) for one in listed for slug in self.by_slug]

    def area(self, community: str, campaign: str | None = None) -> str:
        """Of the leading campaign where none is named."""
        return f"{self.inputs.lead if campaign is None else campaign}/{community}"

    def change(
        self, key: str, record: EnterpriseFile | None, inputs: Inputs
    ) -> set[Scope]:
        """One enterprise changed; gives the scopes that may look different now."""
        self.inputs = inputs
        for area in self.areas:
            if area not in self.lists:  # of a campaign that came, or began, with it
                self._set_list(area, [])
        before = self.entries.pop(key, None)
        self.records.pop(key, None)
        after = None
        if record is not None:
            self.records[key] = record
            after = self._entry(record)
        if before:
            self.members[before.area].discard(before.reference)
        if after:
            self.entries[key] = after
            # of a campaign that came with it, an area is new
            self.members.setdefault(after.area, set()).add(after.reference)
        touched = {one.area for one in (before, after) if one}
        for area in touched:
            self._change_list(area, before, after)
        campaign, _slash, reference = key.partition("/")
        return {
            ("enterprise", reference),
            LATE,
            FRONT,
            *(("campaign", one) for one in {campaign} - {inputs.lead}),
            (WHOLE, campaign),
            *(("list", area) for area in touched),
        }

    def blocks(self, reference: str) -> list[Entry]:
        """What an enterprise's page says: of the campaigns that are running, the worst
        state first; of those that are over where none is running.
        """
        every = (f"{campaign}/{reference}" for campaign in self.inputs.campaigns)
        found = [self.entries[key] for key in every if key in self.entries]
        found.sort(
            key=lambda e: (SEVERITY.index(e.shown), e.campaign != self.inputs.lead)
        )
        return [e for e in found if not e.over] or found

    def stale(
        self, bases: set[str], communities: set[str], is_new_day: bool
    ) -> Iterator[str]:
        """The keys of entries that may differ when these documents or communities do, or
        the day.
        """
        for key, record in self.records.items():
            ends = is_new_day and self._ends(key, record)
            if ends or record.basis in bases or record.community in communities:
                yield key

    def _ends(self, key: str, record: EnterpriseFile) -> bool:
        """Whether something it says may be over with the day: how long it is listed, or
        the time to object.
        """
        if record.status is Status.REVOKED:
            return True
        made = self.entries.get(key)
        today = self.inputs.today.isoformat()
        return made is not None and made.may_object != (today <= made.object_until)

    def _entry(self, record: EnterpriseFile) -> Entry | None:
        community = self.by_slug.get(record.community)
        return entry(record, community, self.inputs, self.bases) if community else None

    def _change_list(
        self, area: str, before: Entry | None, after: Entry | None
    ) -> None:
        listed = [
            e
            for e in self.lists.get(area, [])
            if before is None or e.reference != before.reference
        ]
        if after and after.listed and after.area == area:
            listed.append(after)
            listed.sort(key=attrgetter("sorts"), reverse=True)
        self._set_list(area, listed)

    def _set_list(self, area: str, listed: list[Entry]) -> None:
        self.lists[area] = listed
        self.valid[area] = Counter(e.kind for e in listed if e.shown in VALID)
        self.prints[area] = rows_of(listed).fingerprint
        self.rows[area] = {}

    def page(
        self, path: str, template: str, lang: str, here: str, **values: Any
    ) -> Output:
        """An HTML page: made of its template and these values alone. `words`: those of
        the campaign that it is about, of the leading one where none are given.
        """
        base, prefix = ("/en", "en/") if lang == "en" else ("", "")
        values |= {"site": self.site, "lang": lang, "base": base, "here": here}
        values["origin"] = share.address_of(self.domain)
        values.setdefault("words", self.inputs.wording())

        def make() -> bytes:
            return self.theme.render(
                template, {name: given(value) for name, value in values.items()}
            )

        return Output(prefix + path, self.theme.key(template, values), make)

    def data(self, path: str, make: Callable[..., bytes], *inputs: Any) -> Output:
        """A data file: made by a function of these inputs alone.

        A list of entries may be given with its fingerprint.
        """
        key = digest(
            f"{make.__module__}.{make.__qualname__}".encode()
            + CODE
            + fingerprint(inputs)
        )
        return Output(path, key, lambda: make(*map(given, inputs)))

    def newest(self, number: int, campaign: str | None = None) -> list[Entry]:
        """The newest valid entries of all communities, in the leading campaign where
        none is named.
        """
        areas = (self.area(slug, campaign) for slug in self.by_slug)
        every = (self.lists.get(area, []) for area in areas)
        lists = (
            islice((e for e in rows if e.shown in VALID), number) for rows in every
        )
        return list(
            islice(merge(*lists, key=attrgetter("sorts"), reverse=True), number)
        )

    def campaign_title(self, campaign: str) -> dict[str, str]:
        """In both languages, of a campaign that the site does not lead with; empty of
        the one that needs no name.
        """
        found = self.inputs.campaigns.get(campaign)
        if found is None or campaign == self.inputs.lead:
            return {}
        return {"zh-Hans": found.zh, "en": found.en}

    def over(self, campaign: str) -> str:
        """The last day of a campaign that is over; else empty."""
        is_over = self.inputs.phase(campaign) is Phase.OVER
        return str(self.inputs.campaigns[campaign].until) if is_over else ""

    def count(self, area: str) -> int:
        return sum(self.valid.get(area, Counter[str]()).values())

    def areas_of(self, campaign: str) -> list[str]:
        return [self.area(c.slug, campaign) for c in self.communities]

    def as_of(self, *areas: str) -> str:
        """When that of these lists changed that changed last."""
        now = self.inputs.as_of
        saved = self.inputs.list_as_of
        return max((saved.get(area, now) for area in areas), default=now)

    def lines(self, area: str, make: Lines) -> bytes:
        made = self.rows[area]
        if make not in made:
            made[make] = make(self.lists[area])
        return made[make]
