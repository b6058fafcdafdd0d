"""Ways to a registration from the pages of others."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.permits.enterprises.models import Enterprise


def actions(enterprise: Enterprise) -> list[Link]:
    reference = enterprise.reference
    way = url_for("corrections_of_staff.amend", reference=reference, page="contact")
    return [Link(way, _("更正登记"), "button second")]
