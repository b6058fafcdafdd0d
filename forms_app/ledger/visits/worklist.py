"""Visits to be tried again, and two that differ, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import Role
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.ledger.visits import queries as visits
from forms_app.permits.enterprises.worklist import about


def of_visits(reader: Reader) -> Iterator[Task]:
    """Where somebody has to try again today; and for the office, two visits that
    differ.
    """
    until = end_of(reader.now.date())
    for one in visits.due_again(reader.session, reader.actor, until, reader.community):
        address = partial(url_for, "visits.write", reference=one.enterprise.reference)
        due = end_of(one.next_try.date()) if one.next_try else None
        yield about(
            one.enterprise,
            f"visit/{one.id}",
            "visits",
            _l("约好再去走访"),
            address,
            due,
        )
    if reader.actor.role in {Role.REVIEWER, Role.OFFICE, Role.ADMIN}:
        what = _l("两次走访不一样，要定以哪一次为准")
        address = partial(url_for, "visits.conflicts")
        for one, _other in visits.conflicts(
            reader.session, reader.actor, reader.community
        ):
            due = end_of(one.recorded_at.date())
            yield about(
                one.enterprise, f"visits/{one.id}", "visits", what, address, due
            )
