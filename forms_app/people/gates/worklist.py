"""Who was stopped at a gate, or may start to work first, for the desk: until somebody
has decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from flask import url_for
from sqlalchemy import select

from forms_app.base.worklist import Reader, Task, end_of
from forms_app.people.gates import labels, queries
from forms_app.people.gates.models import Passage
from forms_app.people.gates.points import seen_by
from forms_app.people.gates.rules import Outcome
from forms_app.people.health_rules.rules import IsolationRule, decide_by
from forms_app.people.rosters.determining import rulebook

COLUMNS = (Passage.id, Passage.point, Passage.community, Passage.outcome, Passage.at)


def of_passages(reader: Reader) -> Iterator[Task]:
    """It names the gate and what is asked, never a person."""
    found = {
        gate.slug: gate
        for gate in seen_by(reader.office, reader.actor)
        if reader.community in {"", gate.community.slug}
    }
    isolation = rulebook(reader.office, reader.now.date()).isolation
    query = select(*COLUMNS).where(*queries.is_waiting(found.values()))
    for one in reader.session.execute(query):
        yield Task(
            f"passage/{one.id}",
            "gates",
            found[one.point].name,
            labels.OUTCOMES[one.outcome].label,
            partial(url_for, "gates.decide", point=one.point, passage_id=one.id),
            one.community,
            "",
            due_at(one.outcome, one.at, isolation),
        )


def due_at(outcome: str, at: datetime, isolation: IsolationRule | None) -> datetime:
    """Whoever is stopped waits as many hours as the isolation rule gives an officer;
    who may work is told about by the evening.
    """
    if outcome == Outcome.WORK:
        return end_of(at.date())
    return decide_by(at, isolation)
