"""Texts that wait for a second account, for the desk of whoever may confirm them; and what
went with one, for everybody, until it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.publishing.countersigns import queries
from forms_app.publishing.countersigns.models import Countersign
from forms_app.publishing.countersigns.rules import may_confirm


def of_countersigns(reader: Reader) -> Iterator[Task]:
    asked = (reader.session, reader.actor, reader.community)
    account = reader.actor.id
    what = _l("要第二个人确认")
    waiting = list(queries.waiting(*asked))
    unseen = list(queries.unseen(*asked))
    units = queries.units(reader.session, [*waiting, *unseen])
    for one in waiting:
        if may_confirm(one.writer, one.confirmed_by, account):
            yield _task(one, what, units)
    for one in unseen:
        yield _task(one, _l("紧急放行的，另一个人还没有看"), units)


def _task(one: Countersign, what: Any, units: dict[str, Any]) -> Task:
    unit = units.get(one.reference)
    address = partial(url_for, "countersigns.one", countersign_id=one.id)
    return Task(
        f"countersign/{one.id}",
        "countersigns",
        unit.name if unit else one.path,
        what,
        address,
        one.community,
        unit.grid if unit else "",
        end_of(one.began_at.date()),
        campaign=one.campaign,
    )
