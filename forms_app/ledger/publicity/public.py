"""What the statistics page may print of publicity: by community and material,
enterprises covered and sheets handed out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from forms_app.base.figures import Counting
from forms_app.base.quantity import Qualifier, together
from forms_app.ledger.publicity.models import HandOut, Material, Posting
from forms_app.ledger.publicity.queries import NOBODY, coverage


@dataclass(frozen=True)
class Published:
    """One material in one community.

    `sheets`: posted and handed out so far, with how exactly that was counted.
    """

    kind: str
    slug: str
    title: str
    enterprises: int
    posted_percent: int | None
    acknowledged_percent: int | None
    sheets: int
    qualifier: str


def collect(session: Session) -> dict[str, list[dict[str, Any]]]:
    """By community, in the order in which materials were named."""
    covered = coverage(session, true())
    posted = select(Posting.material_id, func.count()).where(
        Posting.posted_at.is_not(None)
    )
    hanging: dict[int, int] = dict(
        session.execute(posted.group_by(Posting.material_id)).all()
    )
    given = _handed_out(session)
    found: dict[str, list[dict[str, Any]]] = {}
    for material in session.scalars(
        select(Material).order_by(Material.community, Material.id)
    ):
        all_of_it = sum(covered.get(material.id, {}).values(), NOBODY)
        parts = given.get(material.id, {})
        sheets = hanging.get(material.id, 0) + sum(parts.values())
        percents = (all_of_it.posted_percent, all_of_it.acknowledged_percent)
        one_of = Published(
            material.kind,
            material.slug,
            material.title,
            all_of_it.enterprises,
            *percents,
            sheets,
            str(together(parts)),
        )
        found.setdefault(material.community, []).append(asdict(one_of))
    return found


def _handed_out(session: Session) -> dict[int, dict[Qualifier, int]]:
    """By material, how many sheets of each qualifier; none where none were."""
    found: dict[int, dict[Qualifier, int]] = {}
    summed = select(HandOut.material_id, HandOut.qualifier, func.sum(HandOut.count))
    query = summed.where(HandOut.count > 0)
    for material, qualifier, count in session.execute(
        query.group_by(HandOut.material_id, HandOut.qualifier)
    ):
        found.setdefault(material, {})[Qualifier(qualifier)] = int(count)
    return found


def figures(counting: Counting) -> dict[str, Any]:
    return counting.dated("publicity", collect(counting.session))
