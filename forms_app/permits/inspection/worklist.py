"""Doors to go to again, for the desk: what is being put right and whose day has come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.inspection.queries import inspections, to_look_at_again
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
    what = _l("要复查：整改的日子到了")
    said = (
        Permission.id,
        Permission.campaign,
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
        due = end_of(one.due_on or one.since)
        yield about(one, f"inspection/{one.id}", "inspections", what, address, due)
