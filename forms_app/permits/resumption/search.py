"""Enterprises and their open applications, for the search of every staff page."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.paging import Rows
from forms_app.base.search import A_FEW, Hit, Hits
from forms_app.base.worklist import Reader
from forms_app.permits.enterprises.labels import standing
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_to
from forms_app.permits.enterprises.search import find, matching
from forms_app.permits.grid.queries import leading, name_of
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import OPEN, Stage


def enterprises(reader: Reader, typed: str) -> Hits:
    """Those that fit, or nearly fit where none does."""
    campaign = leading(reader.office)
    found = find(reader.session, reader.actor, typed)
    rows = [
        Hit(
            one.name,
            url_for("review.enterprise", reference=one.reference),
            standing(one.permissions.get(campaign)),
            f"{one.reference} · {_place(reader, one)} · {one.address}",
        )
        for one in found[:A_FEW]
    ]
    more = "" if found.is_near else url_for("review.enterprises", words=typed)
    return Hits(_l("单位"), rows, len(found), more, found.is_near)


def applications(reader: Reader, typed: str) -> Hits:
    """Those that are open, of the enterprises that fit; the oldest first."""
    matched = matching(select(Enterprise.id).where(visible_to(reader.actor)), typed)
    is_open = Application.stage.in_(sorted(OPEN - {Stage.DRAFT}))
    query = select(Application).where(Application.enterprise_id.in_(matched), is_open)
    oldest_first = query.order_by(Application.submitted_at)
    found: Rows[Application] = Rows(reader.session, oldest_first)
    rows = [
        Hit(
            one.enterprise.name,
            url_for("review.application", application_id=one.id),
            STAGES[one.stage],
            f"{one.enterprise.reference} · {_place(reader, one.enterprise)}",
        )
        for one in found[:A_FEW]
    ]
    more = url_for("review.queue", words=typed)
    return Hits(_l("申请"), rows, len(found), more)


def _place(reader: Reader, enterprise: Enterprise) -> str:
    return name_of(reader.office, enterprise.community, enterprise.grid)
