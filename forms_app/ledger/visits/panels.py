"""Visits and requests on the pages of others."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.base.paging import page_of
from forms_app.ledger.items import labels as item_labels
from forms_app.ledger.items import queries as items
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.items.rules import UNFINISHED
from forms_app.ledger.visits import labels, queries
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.permits.enterprises.models import Enterprise

A_FEW = 10  # visits on the page of an enterprise


def of_enterprise(enterprise: Enterprise) -> list[Link]:
    address = url_for("visits.write", reference=enterprise.reference)
    return [Link(address, _("记一次走访"), "button second")]


def at_enterprise(enterprise: Enterprise) -> list[Markup]:
    """The newest visits, the open requests, and what was seen of its records."""
    office = current_office()
    with office.database.reading() as session:
        asked = items.about(session, enterprise, REQUEST.code)
        values = {
            "visits": page_of(
                queries.visits_of(session, enterprise), size=A_FEW, key="visits"
            ),
            "requests": [item for item in asked if item.status in UNFINISHED],
            "records": queries.health_records(session, enterprise),
        }
    page = render_template(
        "visits/_at_enterprise.html",
        words=labels,
        item_words=item_labels,
        kinds=kinds(),
        now=office.clock.now(),
        **values,
    )
    return [Markup(page)]  # noqa: S704 - a template of ours


def of_items() -> list[Link]:
    return [Link(url_for("requests.new"), _("提一个问题"), "button second")]
