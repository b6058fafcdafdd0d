"""Addresses of an enterprise's own pages that stay with the campaign, and with the tenant
it applies for.
"""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from forms_app.base.office import current_office
from forms_app.permits.campaigns.choice import choice_of
from forms_app.permits.enterprises.session import is_for_tenant


def way(endpoint: str, campaign: str) -> str:
    names: dict[str, Any] = {"campaign": choice_of(current_office(), campaign)}
    if is_for_tenant():
        names["for"] = request.args["for"]
    return url_for(endpoint, **names)
