"""Which campaign a page is about: the one its address names, else the one the office
leads with.
"""

from __future__ import annotations

from flask import abort, request

from forms_app.base import access
from forms_app.base.office import Office
from forms_app.base.wording import set_wording
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.grid.queries import leading, wording_in

CHOICE = "campaign"  # in an address


def named(office: Office) -> str:
    """The slug that the address names, if any; 404 for one that there is not, and for a
    dress rehearsal unless staff ask.
    """
    slug = request.args.get(CHOICE, "")
    if not slug:
        return ""
    found = campaigns(office).get(slug) or abort(404)
    if found.draft and access.actor().kind != "staff":
        abort(404)
    return slug


def chosen(office: Office) -> str:
    """The slug of either."""
    return named(office) or leading(office)


def speak_of(office: Office, slug: str) -> None:
    """From here on the page speaks in the words of this campaign."""
    set_wording(wording_in(office.accepted, slug))


def choice_of(office: Office, slug: str) -> str | None:
    """What an address says of a campaign: nothing of the one the office leads with."""
    return slug if slug != leading(office) else None
