"""Requests for a second look in what happened with an enterprise."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.rechecks import queries
from forms_app.permits.resumption.thread import Entry


def history(
    _office: Office, session: Session, enterprise: Enterprise
) -> Iterator[Entry]:
    for asked, _waits in queries.of_enterprise(session, enterprise):
        yield Entry(asked.asked_at, _("请求复核"), text=asked.said)
