"""Enterprises and their open applications, for the search of every staff page."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.paging import Rows
from forms_app.base.search import A_FEW, Hit, Hits
from forms_app.base.worklist import Reader
from forms_app.permits.campaigns.queries import names_beside_others
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import visible_in_order
from forms_app.permits.enterprises.search import find, matching
from forms_app.permits.grid.queries import name_of
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import OPEN, Stage
from forms_app.permits.resumption.standings import standings


def enterprises(reader: Reader, typed: str) -> Hits:
    """Those that fit, or nearly fit where none does."""
    found = find(reader.session, reader.actor, typed)
    few = found[:A_FEW]
    stand = standings(reader.session, reader.office, few)
    names = names_beside_others(reader.office)
    rows = [
        Hit(
            one.name,
            url_for("review.enterprise", reference=one.reference),
            [(of.word, names.get(of.campaign, "")) for of in stand[one.id]],
            f"{one.reference} · {_place(reader, one)} · {one.address}",
        )
        for one in few
    ]
    more = "" if found.is_near else url_for("review.enterprises", words=typed)
    return Hits(_l("单位"), rows, len(found), more, found.is_near)


def applications(reader: Reader, typed: str) -> Hits:
    """Those that are open, of the enterprises that fit; the oldest first."""
    is_open = Application.stage.in_(sorted(OPEN - {Stage.DRAFT}))
    seen = visible_in_order(reader.actor)
    query = matching(select(Application).join(Enterprise).where(is_open, seen), typed)
    oldest_first = query.order_by(Application.submitted_at)
    found: Rows[Application] = Rows(reader.session, oldest_first)
    names = names_beside_others(reader.office)
    rows = [
        Hit(
            one.enterprise.name,
            url_for("review.application", application_id=one.id),
            [(STAGES[one.stage], names.get(one.campaign, ""))],
            f"{one.enterprise.reference} · {_place(reader, one.enterprise)}",
        )
        for one in found[:A_FEW]
    ]
    more = url_for("review.queue", words=typed)
    return Hits(_l("申请"), rows, len(found), more)


def _place(reader: Reader, enterprise: Enterprise) -> str:
    return name_of(reader.office, enterprise.community, enterprise.grid)
