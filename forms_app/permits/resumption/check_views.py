"""/app/staff/check/<reference>/: the check at the door (现场核查表), on a phone, two
taps a line.
"""

from __future__ import annotations

from itertools import chain

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, limits
from forms_app.base.access import staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.choice import named, speak_of
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import leading
from forms_app.permits.resumption import check_sheet, papers, promises, queries
from forms_app.permits.resumption.check_list import to_look_at
from forms_app.permits.resumption.check_operations import record_check
from forms_app.permits.resumption.check_queries import who_came_last
from forms_app.permits.resumption.check_receiving import is_supervised, opened, read
from forms_app.permits.resumption.permission_views import find
from forms_app.permits.resumption.rules import Stage
from forms_app.permits.resumption.staff_views import review


@review.route("/app/staff/check/<reference>/", methods=["GET", "POST"])
@staff()
@limits.takes(MOST_BYTES)
def site_check(reference: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        enterprise = find(session, reference)
        campaign = _campaign(office, session, enterprise)
        speak_of(office, campaign)
        application = queries.to_check(session, enterprise, campaign)
        if application is None and not is_supervised(office, enterprise, campaign):
            raise Refused("这家单位现在没有要核验的：先受理申请，再上门。")
        lines = to_look_at(office, session, enterprise, campaign, application)
        came = who_came_last(session, access.actor())
        before = check_sheet.in_campaign(office, session, enterprise, campaign)[:1]
        handed_in = papers.handed_in(session, application) if application else []
    form = opened(office, campaign, lines, came)
    if form.rest.data or not form.validate_on_submit():
        return render_template(
            "review/site_check.html",
            e=enterprise,
            a=application,
            campaign=campaign,
            form=form,
            lines=lines,
            before=before,
            handed_in=handed_in,
        )
    with office.database.writing() as session:
        enterprise = find(session, reference)
        application = queries.to_check(session, enterprise, campaign)
        found = read(office, campaign, form, lines, office.clock.now())
        due_at = promises.due(office, Stage.CHECKED, office.clock.now())
        by = by_whom()
        of = session, office, enterprise, campaign, application
        kept = record_check(*of, found, due_at=due_at, **by)
        papers.keep_photos(session, office, kept, form.photos.ready, **by)
        counted = check_sheet.count(kept)
    flash(_("已保存：%(name)s，%(count)s。", name=enterprise.name, count=counted))
    return redirect(url_for("review.check", check_id=kept.id))


def _campaign(office: Office, session: Session, enterprise: Enterprise) -> str:
    """The one that the address names, else the first in which there is something to
    check; the one the office leads with where there is none.
    """
    if slug := named(office):
        return slug
    known = [leading(office), *campaigns(office)]
    waiting = (one for one in known if queries.to_check(session, enterprise, one))
    supervised = (one for one in known if is_supervised(office, enterprise, one))
    return next(chain(waiting, supervised), known[0])
