"""Doors to go to again, for the desk: what is being put right and whose day has come, and
whoever was suspended on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.inspection.labels import WHY
from forms_app.permits.inspection.queries import inspections, to_look_at_again
from forms_app.permits.inspection.rules import Standing
from forms_app.permits.resumption.models import SiteCheck


def of_inspections(reader: Reader) -> Iterator[Task]:
    today = reader.now.date()
    found = to_look_at_again(
        reader.session,
        reader.actor,
        inspections(reader.office, today),
        today,
        reader.community,
    )
    said = (
        Permission.id,
        Permission.campaign,
        Permission.status,
        Permission.since,
        SiteCheck.due_on,
        Enterprise.reference,
        *UNIT,
    )
    for one in found.only(*said):
        address = partial(
            url_for,
            "inspections.check",
            campaign=one.campaign,
            reference=one.reference,
        )
        is_suspended = one.status == Standing.SUSPENDED
        due = one.since if is_suspended else one.due_on or one.since
        yield about(
            one,
            f"inspection/{one.id}",
            "inspections",
            WHY[one.status].label,
            address,
            end_of(due),
            campaign=one.campaign,
        )
