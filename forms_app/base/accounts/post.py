"""What an account is for: its role, and the communities, grids and monitoring points it
is limited to; and what the office has of those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from forms_app.base.access import Role
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.words import Words

Pairs = tuple[tuple[str, str], ...]

ROLES = Words(
    {
        Role.GRID_WORKER: _l("网格员"),
        Role.REVIEWER: _l("审核员"),
        Role.OFFICE: _l("办公室"),
        Role.ADMIN: _l("管理员"),
        Role.KEEPER: _l("值守员"),
    }
)


@dataclass(frozen=True)
class Post:
    """A role with its scope in slugs, sorted."""

    role: Role
    communities: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        role: Role,
        communities: Iterable[str] = (),
        grids: Iterable[str] = (),
        points: Iterable[str] = (),
    ) -> Post:
        return cls(
            role,
            tuple(sorted(communities)),
            tuple(sorted(grids)),
            tuple(sorted(points)),
        )

    def lack(self) -> Refused | None:
        """What is missing for this role to see anything at all; None when nothing is."""
        if self.role is Role.GRID_WORKER and not self.grids:
            return Refused("网格员要有负责的网格")
        if self.role in {Role.REVIEWER, Role.OFFICE} and not self.communities:
            return Refused("审核员和办公室至少要有一个负责的社区")
        if self.role is Role.KEEPER and not (self.points or self.communities):
            return Refused("值守员要有看守的监测点，或者有负责的社区")
        return None


@dataclass(frozen=True)
class Area:
    """A community with its grids and monitoring points: slugs, with the names people
    read beside the name of the community.
    """

    slug: str
    title: str
    grids: Pairs
    points: Pairs


@dataclass(frozen=True)
class Scopes:
    """What an account may be limited to."""

    areas: tuple[Area, ...]

    @property
    def communities(self) -> list[tuple[str, str]]:
        return [(area.slug, area.title) for area in self.areas]

    @property
    def grids(self) -> list[tuple[str, str]]:
        return [
            (slug, f"{area.title} {name}")
            for area in self.areas
            for slug, name in area.grids
        ]

    @property
    def points(self) -> list[tuple[str, str]]:
        return [
            (slug, f"{area.title} {name}")
            for area in self.areas
            for slug, name in area.points
        ]

    def names(self, post: Post) -> list[str]:
        """What an account is limited to, by names; a slug that no file has any more is
        printed as it is. Empty for an admin, who is not limited.
        """
        if post.role is Role.ADMIN:
            return []
        titles = dict([*self.communities, *self.grids, *self.points])
        every = (*post.communities, *post.grids, *post.points)
        return [titles.get(slug, slug) for slug in every]

    def must_have(self, post: Post) -> None:
        """Raises:
        Refused: the office has no such community, grid or point; names the nearest.
        """
        _must_be(post.communities, self.communities)
        _must_be(post.grids, self.grids)
        _must_be(post.points, self.points)


def _must_be(slugs: Iterable[str], known: list[tuple[str, str]]) -> None:
    titles = dict(known)
    for slug in slugs:
        if slug not in titles:
            raise _unknown(slug, titles)


def _unknown(slug: str, titles: dict[str, str]) -> Refused:
    near = get_close_matches(slug, titles, 1, 0.5)
    if not near:
        return Refused("没有“%(slug)s”这个社区、网格或监测点。", slug=slug)
    meant = f"{near[0]}（{titles[near[0]]}）"
    return Refused("没有“%(slug)s”，最接近的是 %(near)s。", slug=slug, near=meant)
