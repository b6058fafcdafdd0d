"""The application that whoever is signed in works on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.refusal import ChangedMeanwhile
from forms_app.permits.campaigns.choice import chosen
from forms_app.permits.enterprises.session import applicant
from forms_app.permits.resumption import drafts
from forms_app.permits.resumption.models import Application


def own_application(office: Office, database: Session) -> Application:
    """The newest of the enterprise, or of the tenant it applies for, in the campaign
    that the address names.

    Raises:
        ChangedMeanwhile: there is none any more.
    """
    enterprise = applicant(database)
    application = drafts.newest(database, enterprise.id, chosen(office))
    if application is None:
        raise ChangedMeanwhile
    return application
