"""A line of a desk that is about an enterprise, or about people without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from forms_app.base.worklist import Task
from forms_app.permits.enterprises.models import Unit

# what a line says of an enterprise
UNIT = (Unit.name, Unit.community, Unit.grid)


def about(
    unit: Any,
    key: str,
    of: str,
    what: Any,
    address: Callable[[], str],
    due_at: datetime | None,
    owner: str = "",
    campaign: str = "",
) -> Task:
    """A line about an enterprise (`unit`: the record, or a row with the columns of
    UNIT).

    It never names a person: a desk is looked at by whoever walks by.
    """
    place = unit.community, unit.grid
    return Task(key, of, unit.name, what, address, *place, due_at, owner, campaign)
