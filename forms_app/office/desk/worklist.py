"""Everything that is open within somebody's reach, gathered from the features: one line
each.

Only the columns of a line are read, not whole records, so that a desk with ten thousand
open things is quick.
"""

from __future__ import annotations

from dataclasses import replace

from forms_app.base.feature import active, parts
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.office.desk.rules import in_order


def every(reader: Reader) -> list[Task]:
    """What the features that are on tell; in no order."""
    return [task for tasks in parts(active(), "desk") for task in tasks(reader)]


def due_today(reader: Reader, community: str) -> list[Task]:
    """What must be done by the end of today, of one community, in order."""
    by = end_of(reader.now.date())
    of_community = every(replace(reader, community=community))
    return in_order([one for one in of_community if one.is_due(by)], {})
