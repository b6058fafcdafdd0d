"""Permissions of enterprises as the database keeps them, without the files that they follow."""

from __future__ import annotations

from datetime import date

from forms_app.permits.enterprises.models import Permission, Unit
from tests.conftest import NOW
from tests.rule_files import CAMPAIGN

TODAY = NOW.date()


def permit(
    unit: Unit,
    status: str = "approved",
    since: date = TODAY,
    campaign: str = CAMPAIGN,
) -> Permission:
    """What a unit may do from now on in a campaign, in the leading one where none is named."""
    kept = unit.permissions.get(campaign)
    if kept is None:
        kept = Permission(
            campaign=campaign, batch=1, checking=False, revision=1, pilot=False
        )
        unit.permissions[campaign] = kept
    kept.status = status
    kept.since = since
    return kept
