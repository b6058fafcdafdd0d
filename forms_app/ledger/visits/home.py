"""Visits in what happened with an enterprise."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.ledger.visits import labels, queries
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.thread import Entry


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    """Those that count: who came, and how it went."""
    for visit in queries.visits_of(session, enterprise):
        if visit.set_aside:
            continue
        who = labels.bodies(visit.visitors)
        title = _("走访：%(who)s", who=who) if who else _("走访")
        yield Entry(visit.at, title, labels.outcome(visit))
