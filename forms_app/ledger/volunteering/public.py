"""What the public may read of volunteering: posts to come, and their vacancies where that
tells of nobody; never who claimed one.

Services are not counted: each stands for somebody who stays in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base import disclosure
from forms_app.base.figures import Counting
from forms_app.ledger.volunteering import queries


def collect(session: Session, now: datetime) -> list[dict[str, Any]]:
    """Posts that are not over, the next first."""
    found = queries.to_come(session, now)
    vacancies = queries.vacancies(session, found)
    return [
        {
            "title": post.title,
            "place": post.place,
            "community": post.community,
            "begins": f"{post.begins:%Y-%m-%d %H:%M}",
            "ends": f"{post.ends:%Y-%m-%d %H:%M}",
            "needed": post.needed,
            "vacant": _vacant(post.needed, vacancies[post.id]),
        }
        for post in found
    ]


def _vacant(needed: int, known: queries.Vacancies) -> int | None:
    return disclosure.places_left(needed, needed - known.vacant)


def figures(counting: Counting) -> dict[str, Any]:
    return {"posts": collect(counting.session, counting.now)}
