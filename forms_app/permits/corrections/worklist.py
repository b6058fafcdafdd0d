"""Wishes to put a registration right, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.corrections.models import Correction
from forms_app.permits.corrections.queries import waiting
from forms_app.permits.enterprises.worklist import UNIT, about


def of_corrections(reader: Reader) -> Iterator[Task]:
    """For those who may confirm them."""
    if reader.actor.role not in PUBLISHERS:
        return
    what = _l("要更正登记，等您核对")
    address = partial(url_for, "corrections_of_staff.waiting")
    found = waiting(reader.session, reader.actor, reader.community)
    for one in found.only(Correction.id, Correction.asked_at, *UNIT):
        due = end_of(one.asked_at.date())
        yield about(one, f"correction/{one.id}", "corrections", what, address, due)
