"""What stands on the poster for the door (喜报): its serial, its issuer, and the
code that opens the public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.qr import qr_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.models import Poster


def may_print(enterprise: Enterprise) -> bool:
    """Only an approval that is in force, of a file that is in order."""
    return enterprise.status == "approved" and not enterprise.checking


def printed_of(
    session: Session, enterprises: Iterable[Enterprise]
) -> dict[int, Poster]:
    """The posters of the approvals in force that were printed, by the enterprise's id."""
    open_now = {one.id: one for one in enterprises if may_print(one)}
    query = select(Poster).where(Poster.enterprise_id.in_(open_now))
    return {
        poster.enterprise_id: poster
        for poster in session.scalars(query)
        if poster.since == open_now[poster.enterprise_id].status_since
    }


def printed(session: Session, enterprise: Enterprise) -> Poster | None:
    """The poster of the approval in force, if it was printed."""
    return printed_of(session, [enterprise]).get(enterprise.id)


def context(office: Office, enterprise: Enterprise, poster: Poster) -> dict[str, Any]:
    """What theme/templates/macros/poster.html prints."""
    url = f"{office.config.public_url}/enterprises/{enterprise.reference}/"
    community = directory(office).get(enterprise.community)
    since = poster.since
    at = poster.at
    return {
        "e": {
            "name": enterprise.name,
            "since": f"{since.year}年{since.month}月{since.day}日",
            "batch": enterprise.batch,
            "reference": enterprise.reference,
        },
        "office": community.office if community else "",
        "issued": f"{at.year}年{at.month}月{at.day}日",
        "serial": poster.serial,
        "qr": qr_of(url),
        "url": url,
    }
