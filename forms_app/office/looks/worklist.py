"""Unusual reading on the desk of whoever answers for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.accounts.names import shown_name
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.office.looks import queries
from forms_app.office.looks.labels import WHY
from forms_app.office.looks.rules import Why


def of_unusual(reader: Reader) -> Iterator[Task]:
    """Never about whom: a desk is looked at by whoever walks by."""
    found = queries.unseen(reader.office, reader.session, reader.actor)
    for one, community in found:
        if reader.community and community != reader.community:
            continue
        who = WHY.label(one.why) if one.why == Why.ONE else shown_name(one.who)
        yield Task(
            f"looks/{one.id}",
            "looks",
            who,
            WHY[one.why].label,
            partial(url_for, "looks.readers"),
            community,
            "",
            end_of(one.began_at.date()),
        )
