"""What stands on the poster for the door (喜报): its serial, its issuer, and the
code that opens the public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.dates import full_day
from forms_app.base.office import Office
from forms_app.base.qr import qr_of
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.models import Poster


def may_print(permission: Permission | None) -> bool:
    """Only an approval that is in force, of a file that is in order."""
    return (
        permission is not None
        and permission.status == "approved"
        and not permission.checking
    )


def printed_of(
    session: Session, permissions: Iterable[Permission]
) -> dict[int, Poster]:
    """The posters of the approvals in force that were printed, by the permission's id."""
    open_now = {
        (one.enterprise_id, one.campaign, one.since): one.id
        for one in permissions
        if may_print(one)
    }
    whose = {enterprise_id for enterprise_id, _campaign, _since in open_now}
    query = select(Poster).where(Poster.enterprise_id.in_(whose))
    return {
        open_now[approval]: poster
        for poster in session.scalars(query)
        if (approval := (poster.enterprise_id, poster.campaign, poster.since))
        in open_now
    }


def printed(session: Session, permission: Permission | None) -> Poster | None:
    """The poster of the approval in force, if it was printed."""
    if permission is None:
        return None
    return printed_of(session, [permission]).get(permission.id)


def context(office: Office, enterprise: Enterprise, poster: Poster) -> dict[str, Any]:
    """What theme/templates/macros/poster.html prints."""
    permission = enterprise.permissions.get(poster.campaign)
    url = f"{office.config.public_url}/enterprises/{enterprise.reference}/"
    community = directory(office).get(enterprise.community)
    with use_language(DEFAULT):
        since = full_day(poster.since)
        issued = full_day(poster.at)
    return {
        "e": {
            "name": enterprise.name,
            "since": since,
            "batch": permission.batch if permission else None,
            "reference": enterprise.reference,
        },
        "office": community.office if community else "",
        "issued": issued,
        "serial": poster.serial,
        "qr": qr_of(url),
        "url": url,
    }
