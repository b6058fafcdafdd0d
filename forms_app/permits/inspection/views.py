"""/app/staff/inspections/: who is to be checked today, the check at the door, suspending
on the spot.
"""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, limits
from forms_app.base.access import staff
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.catalogue import gettext as _
from forms_app.base.exports.views import begin
from forms_app.base.long_list import LIST, shown
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.worklist import reader_of
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import lock
from forms_app.permits.inspection import listing, outcome, queries
from forms_app.permits.inspection.forms import SuspendForm
from forms_app.permits.inspection.outcome import Outcome
from forms_app.permits.resumption import check_sheet, decisions, papers
from forms_app.permits.resumption.check_list import to_look_at
from forms_app.permits.resumption.check_queries import who_came_last
from forms_app.permits.resumption.check_receiving import opened, read
from forms_app.permits.resumption.content import LookedAt
from forms_app.permits.resumption.list_sheets import given
from forms_app.permits.resumption.permission_views import find
from forms_app.permits.resumption.staff_forms import CheckForm
from forms_app.permits.resumption.until_public import wait_until_public

inspecting = Blueprint("inspections", __name__, template_folder="templates")


@inspecting.get("/app/staff/inspections/")
@staff()
def every() -> ResponseReturnValue:
    office = current_office()
    today = office.clock.today()
    slug = request.args.get(listing.CAMPAIGN, "")
    of = listing.chosen(office, today, slug)
    if of is None:
        return render_template("inspections/none.html")
    with office.database.reading() as session:
        view = shown(of, reader_of(office, session))
        campaign = _of_view(office, view.asked)
        checks = queries.last_checks(session, campaign.slug, view.found)
    return render_template(
        "inspections/every.html",
        view=view,
        campaign=campaign,
        checks=checks,
        today=today,
        listing=listing,
    )


def _of_view(office: Office, asked: dict[str, str]) -> Campaign:
    """The inspection that a view is of; the first one where it names none of today."""
    found = queries.inspections(office, office.clock.today())
    return found.get(asked[listing.CAMPAIGN]) or next(iter(found.values()))


@inspecting.post("/app/staff/inspections/sheet/")
@staff()
def sheet() -> ResponseReturnValue:
    """The view that somebody looks at, as Excel."""
    office = current_office()
    today = office.clock.today()
    first = listing.chosen(office, today, "") or abort(404)
    asked = first.read(request.args.get(LIST, ""))
    campaign = _of_view(office, asked).slug
    of = listing.chosen(office, today, campaign) or abort(404)
    with office.database.reading() as session:
        wanted = given(of, reader_of(office, session), asked)
    return begin(
        listing.NAME, asked.get("community") or "all", campaign=campaign, **wanted
    )


def _subject(
    session: Session, office: Office, slug: str, reference: str
) -> tuple[Campaign, Enterprise]:
    """404 for another's grid; Refused for whoever the inspection is not about."""
    enterprise = find(session, reference)
    now = office.clock.now()
    return outcome.must_be_subject(office, slug, enterprise, now), enterprise


@inspecting.route(
    "/app/staff/inspections/<campaign>/<reference>/", methods=["GET", "POST"]
)
@staff()
@limits.takes(MOST_BYTES)
def check(campaign: str, reference: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        known, enterprise = _subject(session, office, campaign, reference)
        lines = to_look_at(office, session, enterprise, campaign, None)
        came = who_came_last(session, access.actor())
        before = check_sheet.in_campaign(office, session, enterprise, campaign)[:1]
    form = opened(office, campaign, lines, came, days_from=office.clock.today())
    if form.rest.data or not form.validate_on_submit():
        return render_template(
            "inspections/check.html",
            e=enterprise,
            campaign=known,
            form=form,
            lines=lines,
            before=before,
            state=listing.state_of(enterprise.permissions.get(campaign)),
            suspending=SuspendForm(formdata=None),
        )
    kept = _record(office, campaign, reference, form, lines)
    return redirect(url_for("review.check", check_id=kept.check.id))


def _record(
    office: Office,
    slug: str,
    reference: str,
    form: CheckForm,
    lines: LookedAt,
) -> Outcome:
    """Keep it with its photos, then write the file, and wait a moment until that is
    public.
    """
    with office.database.writing() as session:
        campaign, enterprise = _subject(session, office, slug, reference)
        lock(session, enterprise)
        found = read(office, slug, form, lines, office.clock.now())
        by = by_whom()
        kept = outcome.record(session, office, campaign, enterprise, found, **by)
        papers.keep_photos(session, office, kept.check, form.photos.ready, **by)
        counted = check_sheet.count(kept.check)
    kept = outcome.carry_out(office, enterprise, kept)
    flash(_("已保存：%(name)s，%(count)s。", name=enterprise.name, count=counted))
    if kept.refusal:
        flash(str(kept.refusal))
    return kept


@inspecting.route(
    "/app/staff/inspections/<campaign>/<reference>/suspend/", methods=["GET", "POST"]
)
@staff()
def suspend(campaign: str, reference: str) -> ResponseReturnValue:
    office = current_office()
    form = SuspendForm()
    with office.database.reading() as session:
        known, enterprise = _subject(session, office, campaign, reference)
    if not form.validate_on_submit():
        return render_template(
            "inspections/suspend.html", e=enterprise, campaign=known, form=form
        )
    with office.database.writing() as session:
        known, enterprise = _subject(session, office, campaign, reference)
        reason = form.reason.data or ""
        intent = outcome.suspend(
            session, office, known, enterprise, reason, **by_whom()
        )
    decisions.carry_out(office.content, enterprise, intent)
    wait_until_public(office, enterprise.id, intent.id)
    flash(_("已当场暂停：%(name)s。", name=enterprise.name))
    return redirect(url_for("inspections.every", campaign=campaign))
