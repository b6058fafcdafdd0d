"""What the accepted content file of an enterprise says, as the site prints it."""

from __future__ import annotations

from datetime import date

from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.office import Office
from forms_app.base.ownfile import read_own
from forms_app.permits.enterprises.content import EnterpriseFile, read_enterprise
from forms_app.permits.enterprises.models import Enterprise


def decided(
    office: Office, enterprise: Enterprise, campaign: str
) -> EnterpriseFile | None:
    """None where there is none, or it cannot be read."""
    path = decision_path(campaign, enterprise.community, enterprise.reference)
    try:
        data = read_own(office.accepted / path)
    except OSError:
        return None
    record, _parsed = read_enterprise(data, path, date.max)
    return record
