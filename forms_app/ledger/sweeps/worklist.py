"""What of a sweep waits, for the desk: units where somebody is on no list or lets nobody
in, and each sweep that is not walked to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task
from forms_app.ledger.sweeps import labels
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.sweeps.rules import FOR_THE_OFFICE, VISITED
from forms_app.people.health_rules.rules import decide_by
from forms_app.people.rosters.determining import rulebook
from forms_app.permits.enterprises.queries import within


def of_units(reader: Reader) -> Iterator[Task]:
    """Due within the hours that the isolation rule gives an officer."""
    isolation = rulebook(reader.office, reader.now.date()).isolation
    query = _running(
        reader,
        select(
            SweepUnit.id,
            SweepUnit.sweep_id,
            SweepUnit.label,
            SweepUnit.grid,
            SweepUnit.result,
            SweepUnit.visited_at,
            Sweep.community,
        ),
    ).where(SweepUnit.result.in_(FOR_THE_OFFICE))
    for one in reader.session.execute(query):
        address = partial(
            url_for, "sweeps.visit", sweep_id=one.sweep_id, unit_id=one.id
        )
        yield Task(
            f"sweep-unit/{one.id}",
            "sweeps",
            one.label,
            labels.RESULTS[one.result].label,
            address,
            one.community,
            one.grid,
            decide_by(one.visited_at, isolation),
        )


def of_sweeps(reader: Reader) -> Iterator[Task]:
    """One line for each sweep with units to walk; it has no hour."""
    left = SweepUnit.result.not_in(VISITED | FOR_THE_OFFICE)
    columns = (Sweep.id, Sweep.title, Sweep.community)
    query = _running(reader, select(*columns, func.count().label("left")))
    query = query.where(left).group_by(*columns).order_by(Sweep.id)
    for one in reader.session.execute(query):
        yield Task(
            f"sweep/{one.id}",
            "sweeps",
            one.title,
            _l("还有 %(n)s 处没有走到", n=one.left),
            partial(url_for, "sweeps.one", sweep_id=one.id),
            one.community,
            "",
        )


def _running(reader: Reader, query: Any) -> Any:
    found = (
        query.select_from(SweepUnit)
        .join(Sweep, Sweep.id == SweepUnit.sweep_id)
        .where(
            Sweep.closed_at.is_(None),
            within(reader.actor, Sweep.community, SweepUnit.grid),
        )
    )
    if reader.community:
        found = found.where(Sweep.community == reader.community)
    return found
