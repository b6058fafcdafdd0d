"""By what a record is found, and two are found to be one: keys kept beside them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.initials import initials_of
from forms_app.base.matching import key_of
from forms_app.base.notions.firm_name import name_key
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import INITIALS, SEARCH_KEY, address_key


def renew_keys(
    session: Session, places: tuple[str, ...], after: int, most: int
) -> int | None:
    """By which doubles are found, anew, of so many enterprises with an id above `after`;
    gives the last id, None when there are no more.
    """
    query = select(Enterprise).where(Enterprise.id > after).order_by(Enterprise.id)
    found = list(session.scalars(query.limit(most)))
    for enterprise in found:
        set_keys(enterprise, places)
    return found[-1].id if found else None


def set_keys(enterprise: Enterprise, places: tuple[str, ...]) -> None:
    enterprise.name_key = name_key(enterprise.name, places)
    enterprise.address_key = address_key(enterprise.address, places)
    enterprise.search_key = search_key(enterprise)


def search_key(enterprise: Enterprise) -> str:
    """What a search looks through, and lists are sorted by: the initials come first."""
    initials = " ".join(initials_of(enterprise.name))[:INITIALS]
    names = (enterprise.name, enterprise.reference, enterprise.code or "")
    return key_of(names, initials.split(), [enterprise.address])[:SEARCH_KEY]
