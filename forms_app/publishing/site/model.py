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
from forms_app.permits.enterprises.content import EnterpriseFile, Status
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.masthead import PRIVACY, masthead
from forms_app.publishing.site.code import CODE
from forms_app.publishing.site.entries import Entry, entry
from forms_app.publishing.site.fingerprint import digest, fingerprint
from forms_app.publishing.site.inputs import Inputs
from forms_app.publishing.site.listed import given, rows_of
from forms_app.publishing.site.papers import Paper, bases, languages_of
from forms_app.publishing.site.theme import Theme

Scope = tuple[str, str]
Lines = Callable[[list[Entry]], bytes]
LATE = ("late", "")  # counts and the feed, for which nobody waits
THEME = ("theme", "")
FRONT = ("front", "")
PAPERS = ("papers", "")
COMMUNITIES = ("communities", "")
WHOLE = ("whole", "")


@dataclass(frozen=True)
class Output:
    """One file of the site.

    Whoever has a file of this path and key has what `make` would give.
    """

    path: str
    key: bytes
    make: Callable[[], bytes]


class Model:
    """Everything the site is made of.

    `records` are enterprise files by reference, the withdrawn ones among them.
    """

    def __init__(self, theme: Theme, domain: str) -> None:
        self.theme = theme
        self.domain = domain
        self.records: dict[str, EnterpriseFile] = {}
        self.entries: dict[str, Entry] = {}
        # by community: what is listed, newest first
        self.lists: dict[str, list[Entry]] = {}
        self.valid: dict[str, Counter[str]] = {}  # by community: approved, by kind
        self.prints: dict[str, bytes] = {}  # by community: the fingerprint of its list
        # by community: its list for the data files, JSON and CSV
        self.rows: dict[str, dict[Lines, bytes]] = {}
        # by community: the references that have a page
        self.members: dict[str, set[str]] = {}

    def set_frame(
        self, inputs: Inputs, communities: Iterable[Community], papers: list[Paper]
    ) -> None:
        """Everything but the enterprises; the entries are made anew from what is known
        of them.
        """
        self.inputs = inputs
        on = switched_on(FEATURES, inputs.profile.features)
        self.papers = [paper for paper in papers if not is_closed(paper, on)]
        self.communities = sorted(communities, key=lambda c: c.code)
        self.by_slug = {c.slug: c for c in self.communities}
        self.site = masthead(
            self.communities,
            inputs.today.isoformat() if inputs.demo else "",
            inputs.profile,
            on,
            languages_of(self.papers, PRIVACY),
            inputs.wording,
        )
        self.bases = bases(self.papers)

    def set_records(self, records: dict[str, EnterpriseFile]) -> None:
        self.records = records
        self.entries = {}
        self.members = {slug: set() for slug in self.by_slug}
        listed: dict[str, list[Entry]] = {slug: [] for slug in self.by_slug}
        for reference, record in records.items():
            if made := self._entry(record):
                self.entries[reference] = made
                self.members[made.community].add(reference)
                if made.listed:
                    listed[made.community].append(made)
        for slug, entries in listed.items():
            self._set_list(slug, sorted(entries, key=attrgetter("sorts"), reverse=True))

    def change(
        self, reference: str, record: EnterpriseFile | None, inputs: Inputs
    ) -> set[Scope]:
        """One enterprise changed; gives the scopes that may look different now."""
        self.inputs = inputs
        before = self.entries.pop(reference, None)
        self.records.pop(reference, None)
        after = None
        if record is not None:
            self.records[reference] = record
            after = self._entry(record)
        if before:
            self.members[before.community].discard(reference)
        if after:
            self.entries[reference] = after
            self.members[after.community].add(reference)
        touched = {one.community for one in (before, after) if one}
        for slug in touched:
            self._change_list(slug, before, after)
        return {
            ("enterprise", reference),
            FRONT,
            LATE,
            WHOLE,
            *(("list", slug) for slug in touched),
        }

    def stale(
        self, bases: set[str], communities: set[str], is_new_day: bool
    ) -> Iterator[str]:
        """The references whose entries may differ when these documents or communities
        do, or the day.
        """
        for reference, record in self.records.items():
            # listed for so many days
            ends = is_new_day and record.status is Status.REVOKED
            if ends or record.basis in bases or record.community in communities:
                yield reference

    def _entry(self, record: EnterpriseFile) -> Entry | None:
        community = self.by_slug.get(record.community)
        return entry(record, community, self.inputs, self.bases) if community else None

    def _change_list(
        self, slug: str, before: Entry | None, after: Entry | None
    ) -> None:
        listed = [
            e
            for e in self.lists[slug]
            if before is None or e.reference != before.reference
        ]
        if after and after.listed and after.community == slug:
            listed.append(after)
            listed.sort(key=attrgetter("sorts"), reverse=True)
        self._set_list(slug, listed)

    def _set_list(self, slug: str, listed: list[Entry]) -> None:
        self.lists[slug] = listed
        self.valid[slug] = Counter(e.kind for e in listed if e.shown == "approved")
        self.prints[slug] = rows_of(listed).fingerprint
        self.rows[slug] = {}

    def page(
        self, path: str, template: str, lang: str, here: str, **values: Any
    ) -> Output:
        """An HTML page: made of its template and these values alone. `words`: those of
        the campaign that it is about, of the leading one where none are given.
        """
        base, prefix = ("/en", "en/") if lang == "en" else ("", "")
        values |= {"site": self.site, "lang": lang, "base": base, "here": here}
        values.setdefault("words", self.inputs.wording)

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

    def newest(self, number: int) -> list[Entry]:
        """The newest valid entries of all communities."""
        lists = (
            islice((e for e in rows if e.shown == "approved"), number)
            for rows in self.lists.values()
        )
        return list(
            islice(merge(*lists, key=attrgetter("sorts"), reverse=True), number)
        )

    def count(self, slug: str) -> int:
        return sum(self.valid[slug].values())

    def as_of(self, slug: str) -> str:
        return self.inputs.list_as_of.get(slug, self.inputs.as_of)

    def lines(self, slug: str, make: Lines) -> bytes:
        made = self.rows[slug]
        if make not in made:
            made[make] = make(self.lists[slug])
        return made[make]


def is_closed(paper: Paper, on: frozenset[str]) -> bool:
    """A help page of nothing but features that are off."""
    of = [one.name for one in FEATURES if paper.slug in one.help]
    return paper.section == "help" and bool(of) and not on.intersection(of)
