"""How documents belong together: what one replaces, what is attached to it, and what comes
before and after it among its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms_app.base.contentfile.judges import words
from forms_app.base.documents.sections import TO_REST_ON
from forms_app.publishing.site.papers import Paper

Place = tuple[str, str]  # section and slug
CHINESE = "zh-Hans"


@dataclass(frozen=True)
class Linked:
    """Another document, in a language it has."""

    url: str
    title: str
    lang: str


@dataclass(frozen=True)
class Related:
    """What a document names, and what names it."""

    replaces: tuple[Linked, ...] = ()
    replaced_by: tuple[Linked, ...] = ()
    attached: tuple[Linked, ...] = ()
    attached_to: tuple[Linked, ...] = ()
    earlier: Linked | None = None
    later: Linked | None = None


class Relations:
    """Of all documents that are public; `papers` are sorted, the newest first."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        known = [paper for paper in papers if paper.section in TO_REST_ON]
        self.by_place = {(p.section, p.slug, p.lang): p for p in known}
        self.replacing = self._naming(known, _replaced)
        self.holding = self._naming(known, _attached)
        self.rows: dict[Place, list[Paper]] = defaultdict(list)
        for paper in known:
            self.rows[paper.section, paper.lang].append(paper)
        self.at = {
            id(paper): number
            for row in self.rows.values()
            for number, paper in enumerate(row)
        }

    def of(self, paper: Paper) -> Related:
        if paper.section not in TO_REST_ON:
            return Related()
        row = self.rows[paper.section, paper.lang]
        at = self.at[id(paper)]
        place = paper.section, paper.slug
        return Related(
            self._linked(self._meant(paper, _replaced(paper)), paper.lang),
            self._linked(self.replacing[place], paper.lang),
            self._linked(self._meant(paper, _attached(paper)), paper.lang),
            self._linked(self.holding[place], paper.lang),
            _link(row[at + 1]) if at + 1 < len(row) else None,
            _link(row[at - 1]) if at else None,
        )

    def _naming(
        self, papers: Iterable[Paper], named: Callable[[Paper], tuple[str, ...]]
    ) -> dict[Place, list[Place]]:
        """By the place of a document, the places of those that name it."""
        found: dict[Place, list[Place]] = defaultdict(list)
        for paper in papers:
            if paper.lang != "en":
                for place in self._meant(paper, named(paper)):
                    found[place].append((paper.section, paper.slug))
        return found

    def _meant(self, paper: Paper, slugs: Iterable[str]) -> list[Place]:
        """Where these documents lie: in the section of whoever names them, else in
        another; what is not public is left out.
        """
        sections = (paper.section, *(one for one in TO_REST_ON if one != paper.section))
        own = paper.section, paper.slug
        found: list[Place] = []
        for slug in slugs:
            every = ((section, slug) for section in sections)
            known = (place for place in every if (*place, CHINESE) in self.by_place)
            place = next(known, own)
            if place != own:
                found.append(place)
        return found

    def _linked(self, places: Iterable[Place], lang: str) -> tuple[Linked, ...]:
        return tuple(
            _link(self.by_place.get((*place, lang)) or self.by_place[*place, CHINESE])
            for place in places
        )


def _replaced(paper: Paper) -> tuple[str, ...]:
    return words(paper.supersedes)


def _attached(paper: Paper) -> tuple[str, ...]:
    return words(paper.said("attached"))


def _link(paper: Paper) -> Linked:
    return Linked(f"/{paper.url}", paper.title, paper.lang)
