"""What the statistics page may print of training: by community, the enterprises trained
of those registered.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import Session

from forms_app.base.figures import Counting
from forms_app.ledger.training.queries import by_grid


def collect(session: Session) -> dict[str, dict[str, int]]:
    """Communities without a trained enterprise are left out."""
    found: dict[str, dict[str, int]] = {}
    for (community, _grid), (every, trained) in by_grid(session, true()).items():
        figures = found.setdefault(community, {"enterprises": 0, "trained": 0})
        figures["enterprises"] += every
        figures["trained"] += trained
    return {
        community: figures for community, figures in found.items() if figures["trained"]
    }


def figures(counting: Counting) -> dict[str, Any]:
    return counting.dated("training", collect(counting.session))
