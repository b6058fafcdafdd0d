"""Enterprises that wait for a second look, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.rechecks.models import Recheck
from forms_app.permits.rechecks.queries import waiting


def of_rechecks(reader: Reader) -> Iterator[Task]:
    """Due on the day after they asked, or when a later time was agreed on."""
    agreed = dict[int, datetime]()
    for times in facts("recheck.times", reader.session):
        agreed |= times
    what = _l("说整改好了，请去复核")
    found = waiting(reader.session, reader.actor, reader.community)
    said = (Recheck.id, Recheck.campaign, Recheck.asked_at, Enterprise.reference, *UNIT)
    for one in found.only(*said):
        address = partial(
            url_for,
            "review.enterprise",
            reference=one.reference,
            campaign=one.campaign or None,
        )
        usual = end_of(one.asked_at.date() + timedelta(days=1))
        due = max(usual, agreed.get(one.id, usual))
        yield about(
            one,
            f"recheck/{one.id}",
            "rechecks",
            what,
            address,
            due,
            campaign=one.campaign,
        )
