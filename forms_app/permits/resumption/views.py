"""/app/apply/ and /app/my/: an enterprise applies, sees where it stands, mends what was
returned, prints its poster.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import access, limits
from forms_app.base.access import enterprise_only, public
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.forms import ConfirmForm
from forms_app.base.office import Office, by_whom, current_office
from forms_app.permits.campaigns.applying import must_be_open, open_to
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.campaigns.choice import (
    CHOICE,
    choice_of,
    chosen,
    named,
    speak_of,
)
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.session import applicant, is_for_tenant
from forms_app.permits.grid.queries import leading
from forms_app.permits.resumption import (
    drafts,
    form_pages,
    operations,
    papers,
    promises,
    queries,
    returns,
    start_operations,
    submission,
)
from forms_app.permits.resumption.blocks import shown
from forms_app.permits.resumption.forms import CommitmentForm
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import OPEN, Stage
from forms_app.permits.resumption.session import own_application

resumption = Blueprint("resumption", __name__)


@resumption.url_defaults
def _of_the_same(_endpoint: str, values: dict[str, Any]) -> None:
    """Every page of an application for a tenant leads on to pages for that tenant, and
    of one in a campaign to pages of that campaign.
    """
    if request and is_for_tenant():
        values.setdefault("for", request.args["for"])
    if request and CHOICE in request.args:
        values.setdefault(CHOICE, request.args[CHOICE])


@resumption.context_processor
def _whom_for() -> dict[str, Any]:
    return {"for_reference": request.args["for"] if is_for_tenant() else ""}


@resumption.route("/app/apply/", methods=["GET", "POST"])
@public
def start() -> ResponseReturnValue:
    office = current_office()
    if not session.get("enterprise"):
        prepare = form_pages.to_prepare(office, chosen(office))
        return render_template(
            "resumption/start.html", here="apply", e=None, prepare=prepare
        )
    today = office.clock.today()
    form = ConfirmForm()
    with office.database.reading() as database:
        enterprise = applicant(database)
        offers = open_to(office, enterprise, today)
        campaign = named(office) or _only(offers) or leading(office)
        others = _open_under_same_code(database, enterprise, campaign)
        begun = drafts.newest(database, enterprise.id, campaign)
    if len(offers) > 1 and not named(office):
        values = {"e": enterprise, "offers": offers}
        return render_template("resumption/choose.html", here="apply", **values)
    must_be_open(office, campaign, enterprise, today)
    speak_of(office, campaign)
    if not form.validate_on_submit():
        values = {
            "e": enterprise,
            "others": others,
            "campaign": campaign,
            "pages": _pages(office, begun, campaign),
        }
        return render_template(
            "resumption/start.html", here="apply", form=form, **values
        )
    with office.database.writing() as database:
        application = _start(office, database, applicant(database), campaign)
    return _onward(office, application)


def _pages(office: Office, begun: Application | None, campaign: str) -> int:
    """How many the application has: of the version that it was begun with."""
    found = (
        form_pages.form_of(office, begun)
        if begun and begun.stage in OPEN
        else form_pages.in_force(office, campaign)
    )
    return len(found.asked.pages)


def _only(offers: Sequence[Campaign]) -> str:
    return offers[0].slug if len(offers) == 1 else ""


def _onward(office: Office, application: Application) -> ResponseReturnValue:
    """To the first page that is not complete."""
    if application.stage != Stage.DRAFT:
        return redirect(url_for("resumption.my"))
    in_campaign: dict[str, Any] = {CHOICE: choice_of(office, application.campaign)}
    left = form_pages.missing(office, application)
    if not left:
        return redirect(url_for("resumption.check_answers", **in_campaign))
    return redirect(url_for("resumption.page", page=left[0], **in_campaign))


def _start(
    office: Office, database: Session, enterprise: Enterprise, campaign: str
) -> Application:
    form = form_pages.in_force(office, campaign).version
    if last := drafts.newest(database, enterprise.id, campaign):
        answers = form_pages.as_before(office, last)
    else:
        last = (
            queries.last_of_same_manager(database, enterprise, campaign)
            if is_for_tenant()
            else None
        )
        answers = form_pages.to_copy(office, last)
    return start_operations.start(
        database, enterprise, campaign, form, answers, **by_whom()
    )


def _open_under_same_code(
    database: Session, enterprise: Enterprise, campaign: str
) -> int:
    """Open applications in a campaign of other records with the same code: shown, never
    a reason to refuse.
    """
    if not enterprise.code:
        return 0
    same = Enterprise.code == enterprise.code, Enterprise.id != enterprise.id
    query = (
        select(Application.id)
        .join(Enterprise)
        .where(*same, Application.campaign == campaign, Application.stage.in_(OPEN))
    )
    return len(database.scalars(query).all())


def _has_no_files() -> bool:
    return not any(request.files.values())


@resumption.route("/app/apply/<page>/", methods=["GET", "POST"])
@enterprise_only
@limits.takes(MOST_BYTES)
@limits.limiter.limit("60/hour", methods=["POST"], exempt_when=_has_no_files)
def page(page: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        application = own_application(office, database)
        asked = form_pages.form_of(office, application).asked
        if asked.page(page) is None:
            abort(404)
        if not drafts.may_edit(application, page):
            return redirect(url_for("resumption.my"))
        form = form_pages.page_form(database, office, application, page)
        to_mend = returns.to_mend(database, office, application)
    is_good = form.validate_on_submit()
    if request.method == "POST":
        with office.database.writing() as database:
            application = own_application(office, database)
            drafts.save_page(application, page, form.given(), is_good)
            papers.keep_answers(database, office, application, form, **by_whom())
    if is_good:
        return redirect(
            url_for(
                "resumption.next_page", page=page, back=request.args.get("back", "")
            )
        )
    values = {
        "form": form,
        "page": asked.page(page),
        "questions": asked.of(page),
        "asked": asked,
        "order": [each.slug for each in asked.pages],
        "to_mend": [one for one in to_mend if one.item.page == page],
    }
    return render_template("resumption/page.html", here="apply", **values)


@resumption.get("/app/apply/after/<page>/")
@enterprise_only
def next_page(page: str) -> ResponseReturnValue:
    """Where to go when a page is saved: the next one that is not complete, else to
    check the answers.
    """
    office = current_office()
    with office.database.reading() as database:
        missing = form_pages.missing(office, own_application(office, database))
        left = [other for other in missing if other != page]
    if left and not request.args.get("back"):
        return redirect(url_for("resumption.page", page=left[0]))
    return redirect(url_for("resumption.check_answers"))


@resumption.route("/app/apply/check/", methods=["GET", "POST"])
@enterprise_only
@limits.takes(MOST_BYTES)
@limits.limiter.limit("60/hour", methods=["POST"], exempt_when=_has_no_files)
def check_answers() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        application = own_application(office, database)
        if application.stage not in drafts.EDITABLE:
            return redirect(url_for("resumption.my"))
        asked = form_pages.form_of(office, application)
        form = CommitmentForm(promised=submission.has_promised(asked, application))
        if not asked.commitments:
            del form.promised
        answers = form_pages.answers_of(database, office, application)
        left = form_pages.missing(office, application)
        to_mend = returns.to_mend(database, office, application)
        form.papers.kept = papers.papers(database, application)
    is_good = form.validate_on_submit() and not left
    is_handed_in = is_good and not form.only_papers.data
    if request.method == "POST":
        with office.database.writing() as database:
            own = own_application(office, database)
            papers.keep_papers(database, office, own, form.papers, **by_whom())
            if is_handed_in:
                _submit(office, database, own)
    if is_handed_in:
        return redirect(url_for("resumption.receipt"))
    titles = form_pages.titles_of(office, application)
    values = {
        "answers": answers,
        "left": left,
        "titles": titles,
        "may_edit": {name: drafts.may_edit(application, name) for name in titles},
        "to_mend": to_mend,
        "promises": list(asked.promised().values()),
        "form": form,
    }
    return render_template(
        "resumption/check.html", here="apply", application=application, **values
    )


def _submit(office: Office, database: Session, application: Application) -> None:
    now = office.clock.now()
    unit = application.enterprise
    must_be_open(office, application.campaign, unit, now.date())
    operations.submit(
        database,
        application,
        submission.of(office, application, now.date()),
        due_at=promises.due(office, Stage.SUBMITTED, now),
        actor=access.actor(),
        now=now,
    )


@resumption.get("/app/apply/receipt/")
@enterprise_only
def receipt() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as database:
        application = own_application(office, database)
        if application.submitted_at is None:
            return redirect(url_for("resumption.check_answers"))
        values = shown(database, office, application)
    return render_template(
        "resumption/receipt.html", here="apply", application=application, **values
    )
