"""Applications and calls that wait for somebody, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.permits.enterprises.worklist import UNIT, about
from forms_app.permits.resumption import queries as applications
from forms_app.permits.resumption.check_queries import conflicts
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.models import Application, Call, SiteCheck


def of_applications(reader: Reader) -> Iterator[Task]:
    found = applications.queue(reader.session, reader.actor, community=reader.community)
    said = (
        Application.id,
        Application.campaign,
        Application.stage,
        Application.due_at,
        Application.taken_by,
    )
    for one in found.only(*said, *UNIT):
        address = partial(url_for, "review.application", application_id=one.id)
        what = STAGES[one.stage].label
        owner = one.taken_by or ""
        yield about(
            one,
            f"application/{one.id}",
            "applications",
            what,
            address,
            one.due_at,
            owner,
            one.campaign,
        )


def of_calls(reader: Reader) -> Iterator[Task]:
    what = _l("要打电话告知")
    address = partial(url_for, "review.calls")
    found = applications.calls_to_make(reader.session, reader.actor, reader.community)
    for one in found.only(Call.id, Call.at, Call.campaign, *UNIT):
        yield about(
            one,
            f"call/{one.id}",
            "calls",
            what,
            address,
            end_of(one.at.date()),
            campaign=one.campaign,
        )


def of_checks(reader: Reader) -> Iterator[Task]:
    """For those who decide: two checks that knew nothing of each other."""
    if reader.actor.role not in PUBLISHERS:
        return
    what = _l("两次核验不一样，要一起看")
    address = partial(url_for, "checks_phone.conflicts")
    found = conflicts(reader.session, reader.actor, reader.community)
    said = (SiteCheck.id, SiteCheck.recorded_at, SiteCheck.campaign)
    for one in found.only(*said, *UNIT):
        due = end_of(one.recorded_at.date())
        of = one.campaign
        yield about(one, f"check/{one.id}", "checks", what, address, due, campaign=of)
