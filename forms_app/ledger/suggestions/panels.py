"""What an enterprise's page leads to: suggesting something to it."""

from __future__ import annotations

from flask import url_for

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.permits.enterprises.models import Enterprise


def of_enterprise(enterprise: Enterprise) -> list[Link]:
    reference = enterprise.reference
    address = url_for("items.new", kind="suggestion", enterprise=reference)
    return [Link(address, _("给这家单位提建议"), "button second")]
