"""The application that whoever is signed in works on."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from sqlalchemy.orm import Session

from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.permits.campaigns.choice import chosen
from forms_app.permits.enterprises.session import applicant
from forms_app.permits.resumption import drafts
from forms_app.permits.resumption.models import Application


def own_application(office: Office, database: Session) -> Application:
    """The newest of the enterprise, or of the tenant it applies for, in the campaign
    that the address names; to the page where one begins when there is none.
    """
    enterprise = applicant(database)
    application = drafts.newest(database, enterprise.id, chosen(office))
    if application is None:
        flash(_("您还没有开始申请。"), "warn")
        abort(redirect(url_for("resumption.start")))
    return application
