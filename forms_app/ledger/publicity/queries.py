"""Reading publicity: materials, coverage by grid over the enterprises of now, the gaps
by name, what was handed out.

Nothing is kept of coverage: it is counted over the register as it stands, so a grid
drawn anew or an enterprise that registers shows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from forms_app.base.access import Actor
from forms_app.base.memory import asked_once
from forms_app.base.paging import Rows
from forms_app.ledger.publicity.models import HandOut, Material, Posting
from forms_app.ledger.publicity.rules import Kind, percent
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to, within

OF_IT = and_(Posting.enterprise_id == Enterprise.id, Posting.material_id == Material.id)


@dataclass(frozen=True)
class Coverage:
    """Of the enterprises of a grid or community: where it hangs, and who has
    acknowledged it.
    """

    enterprises: int
    posted: int
    acknowledged: int

    @property
    def posted_percent(self) -> int | None:
        return percent(self.posted, self.enterprises)

    @property
    def acknowledged_percent(self) -> int | None:
        return percent(self.acknowledged, self.enterprises)

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.enterprises + other.enterprises,
            self.posted + other.posted,
            self.acknowledged + other.acknowledged,
        )


NOBODY = Coverage(0, 0, 0)


def materials(session: Session, communities: set[str]) -> list[Material]:
    """The newest first."""
    query = (
        select(Material)
        .where(Material.community.in_(communities))
        .order_by(Material.since.desc(), Material.id.desc())
    )
    return list(session.scalars(query))


def coverage(
    session: Session, condition: ColumnElement[bool]
) -> dict[int, dict[str, Coverage]]:
    """By material and grid, counted by the database. `condition`: on enterprises."""
    query = select(
        Material.id,
        Enterprise.grid,
        func.count(),
        func.count(Posting.posted_at),
        func.count(Posting.acknowledged_at),
    )
    query = query.select_from(Material).join(
        Enterprise, Enterprise.community == Material.community
    )
    query = (
        query.outerjoin(Posting, OF_IT)
        .where(condition)
        .group_by(Material.id, Enterprise.grid)
    )
    found: dict[int, dict[str, Coverage]] = {}
    for material, grid, *figures in session.execute(
        query.order_by(Material.id, Enterprise.grid)
    ):
        found.setdefault(material, {})[grid] = Coverage(*figures)
    return found


def gaps(
    session: Session, actor: Actor, material: Material, grid: str = ""
) -> list[tuple[Enterprise, Posting | None]]:
    """The enterprises within reach where it does not hang or, of a letter, that have
    not acknowledged it.
    """
    is_gap: ColumnElement[bool] = Posting.posted_at.is_(None)
    if material.kind == Kind.LETTER:
        is_gap = or_(is_gap, Posting.acknowledged_at.is_(None))
    query = (
        select(Enterprise, Posting)
        .select_from(Enterprise)
        .join(Material, Material.id == material.id)
    )
    query = query.outerjoin(Posting, OF_IT).where(
        Enterprise.community == Material.community, is_gap, visible_to(actor)
    )
    if grid:
        query = query.where(Enterprise.grid == grid)
    return [
        (one, posting)
        for one, posting in session.execute(
            query.order_by(Enterprise.grid, Enterprise.id)
        )
    ]


def without_letter(session: Session) -> set[int]:
    """The ids of enterprises where an open letter to their community does not hang yet."""
    query = (
        select(Enterprise.id)
        .join(Material, Material.community == Enterprise.community)
        .outerjoin(Posting, OF_IT)
    )
    return set(
        session.scalars(
            query.where(Material.kind == Kind.LETTER, Posting.posted_at.is_(None))
        )
    )


def not_hanging(
    session: Session, enterprise: Enterprise, slugs: Iterable[str]
) -> list[Material]:
    """Of these letters those that are meant for the enterprise's community and do not
    hang there yet.
    """
    mine = and_(
        Posting.material_id == Material.id, Posting.enterprise_id == enterprise.id
    )
    query = (
        select(Material)
        .outerjoin(Posting, mine)
        .where(Material.community == enterprise.community)
    )
    return list(
        session.scalars(
            query.where(Material.slug.in_(list(slugs)), Posting.posted_at.is_(None))
        )
    )


@asked_once
def letters(
    session: Session, enterprise: Enterprise
) -> Sequence[tuple[Material, Posting | None]]:
    """The letters to an enterprise, with what it did about each."""
    is_own = and_(
        Posting.material_id == Material.id, Posting.enterprise_id == enterprise.id
    )
    query = select(Material, Posting).outerjoin(Posting, is_own)
    query = query.where(
        Material.community == enterprise.community, Material.kind == Kind.LETTER
    )
    return [
        (one, posting)
        for one, posting in session.execute(
            query.order_by(Material.since.desc(), Material.id)
        )
    ]


COMMUNITY = func.coalesce(Enterprise.community, Posting.community)
GRID = func.coalesce(Enterprise.grid, Posting.grid)


def postings(
    session: Session,
    actor: Actor,
    community: str = "",
    grid: str = "",
    material: str = "",
) -> Rows[Posting]:
    """Within reach, the newest first."""
    query = (
        select(Posting)
        .outerjoin(Posting.enterprise)
        .options(contains_eager(Posting.enterprise))
    )
    query = query.where(within(actor, COMMUNITY, GRID))
    for column, wanted in ((COMMUNITY, community), (GRID, grid)):
        query = query.where(column == wanted) if wanted else query
    if material:
        query = query.where(cast(Posting.material_id, String) == material)
    return Rows(session, query.order_by(Posting.id.desc()))


def hand_outs(
    session: Session, actor: Actor, community: str = "", grid: str = ""
) -> Rows[HandOut]:
    """Within reach, the newest first."""
    query = select(HandOut).where(within(actor, HandOut.community, HandOut.grid))
    for column, wanted in ((HandOut.community, community), (HandOut.grid, grid)):
        query = query.where(column == wanted) if wanted else query
    return Rows(session, query.order_by(HandOut.day.desc(), HandOut.id.desc()))
