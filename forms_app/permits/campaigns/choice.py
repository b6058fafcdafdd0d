"""Which campaign a page is about: the one its address names, else the one the office
leads with.
"""

from __future__ import annotations

from flask import abort, request

from forms_app.base.office import Office
from forms_app.base.wording import set_wording
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.grid.queries import leading

CHOICE = "campaign"  # in an address


def chosen(office: Office) -> str:
    """The slug, in whose words the page speaks from here on; 404 for one that there is
    not.
    """
    asked = request.args.get(CHOICE, "")
    if not asked:
        return leading(office)
    found = campaigns(office).get(asked) or abort(404)
    set_wording(found.words)
    return found.slug
