"""What the public may read of duties: plan and last time done of public places, how
many bins; never where one stands.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.disclosure import in_steps
from forms_app.base.figures import Counting
from forms_app.ledger.rounds import queries
from forms_app.ledger.rounds.rules import BIN


def collect(
    session: Session, now: datetime, shown: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """By community: the plan, each place with when it was last done, and the bins, in
    tens since each is a home.

    `shown`: what was last printed for each community, however long ago; is brought up
    to date.
    """
    found: dict[str, dict[str, Any]] = {}
    last = queries.last_done(session)
    bins = Counter[str]()
    for duty in queries.in_force(session, now.date()):
        community = duty.where[0]
        if duty.kind == BIN:
            bins[community] += 1
        if not duty.is_public or duty.kind == BIN:
            continue
        at = last.get(f"round/{duty.id}")
        row = {
            "kind": duty.kind,
            "place": duty.place,
            "task": duty.task,
            "times": duty.times,
        }
        row["last"] = f"{at:%Y-%m-%d %H:%M}" if at else ""
        found.setdefault(community, {"plan": [], "bins": None})["plan"].append(row)
    for community in {*bins, *shown}:
        last_shown = shown.setdefault(community, {})
        last_shown["bins"] = in_steps(bins[community], last_shown.get("bins"))
        if last_shown["bins"]:
            found.setdefault(community, {"plan": [], "bins": None})["bins"] = (
                last_shown["bins"]
            )
    return dict(sorted(found.items()))


def figures(counting: Counting) -> dict[str, Any]:
    return {"rounds": collect(counting.session, counting.now, counting.shown)}
