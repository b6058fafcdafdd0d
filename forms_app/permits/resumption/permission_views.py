"""/app/staff/enterprises/: the register, one enterprise, and its permission: approve,
suspend, restore, revoke.
"""

from __future__ import annotations

from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from forms_app.base import access, audit, slips
from forms_app.base.access import must_see, staff
from forms_app.base.accounts import sign_ins
from forms_app.base.attachments.queries import of_enterprise
from forms_app.base.forms import ConfirmForm
from forms_app.base.long_list import shown
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.paging import page_of
from forms_app.base.profile import profile_in
from forms_app.base.refusal import Refused
from forms_app.base.worklist import reader_of
from forms_app.permits.campaigns.choice import choice_of, chosen
from forms_app.permits.enterprises import history
from forms_app.permits.enterprises import operations as register
from forms_app.permits.enterprises.filters import similar
from forms_app.permits.enterprises.labels import SIGN_INS, standing
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import by_access_code, by_reference
from forms_app.permits.grid.queries import directory
from forms_app.permits.messages import phone
from forms_app.permits.messages import queries as told
from forms_app.permits.resumption import (
    decisions,
    evidence,
    labels,
    papers,
    particulars,
    queries,
)
from forms_app.permits.resumption.deeds import deeds_of
from forms_app.permits.resumption.enterprise_list import ENTERPRISES, campaign_of
from forms_app.permits.resumption.labels import STEPS
from forms_app.permits.resumption.permission_blocks import blocks, possible_steps
from forms_app.permits.resumption.rules import Step
from forms_app.permits.resumption.staff_forms import PostedForm, PublicReasonForm
from forms_app.permits.resumption.staff_views import REVIEWERS, review
from forms_app.permits.resumption.until_public import wait_until_public
from forms_app.permits.resumption.way import onward, way

GRANTING = {Step.APPROVE, Step.RESTORE}
HELD = "held"  # until a second account has confirmed it


def find(session: Session, reference: str) -> Enterprise:
    """The enterprise, or 404 when it is not there or of another grid."""
    enterprise = by_reference(session, reference)
    if enterprise is None:
        abort(404)
    must_see(enterprise.community, enterprise.grid)
    return enterprise


@review.get("/app/staff/enterprises/")
@staff()
def enterprises() -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        reader = reader_of(office, session)
        view = shown(ENTERPRISES, reader)
        like = similar(reader, view)
    values = {
        "campaign": campaign_of(reader, view.asked),
        "similar": like,
        "deeds": deeds_of(ENTERPRISES, office, access.actor()),
        "standing": standing,
    }
    return render_template("review/enterprises.html", view=view, **values)


@review.get("/app/staff/enterprises/<reference>/")
@staff()
def enterprise(reference: str) -> ResponseReturnValue:
    office = current_office()
    with office.database.reading() as session:
        found = find(session, reference)
        values = {
            "e": found,
            "blocks": blocks(office, session, found, chosen(office)),
            "manager": found.manager,
            "is_phone_confirmed": phone.is_confirmed(session, found),
            "community": directory(office).get(found.community),
            "attachments": page_of(of_enterprise(session, found.id), key="attachments"),
            "particulars": particulars.of_enterprise(office, found),
            "calls": page_of(queries.calls_made(session, found), key="calls"),
            "told": page_of(told.of_enterprise(session, found), key="told"),
            "known": evidence.of_enterprise(office, session, found),
            "history": audit.history(session, found.reference),
            "words": history.words(),
            "may_decide": access.actor().role in {"reviewer", "office", "admin"},
            "way": way(reader_of(office, session), request.args, 0),
        }
    return render_template(
        "review/enterprise.html", posted=PostedForm(), labels=labels, **values
    )


@review.route(
    "/app/staff/enterprises/<reference>/<any(approve, suspend, restore, revoke):step>/",
    methods=["GET", "POST"],
)
@staff(*REVIEWERS)
def permission(reference: str, step: str) -> ResponseReturnValue:
    office = current_office()
    campaign = chosen(office)
    form = PublicReasonForm() if step in {Step.SUSPEND, Step.REVOKE} else ConfirmForm()
    with office.database.reading() as session:
        found = find(session, reference)
        possible = step in {
            name for name, _word in possible_steps(session, office, found, campaign)
        }
        known = evidence.of_enterprise(office, session, found, campaign)
        waiting = queries.checked(session, found, campaign)
        handed_in = papers.handed_in(session, waiting) if waiting else []
        reader = reader_of(office, session)
        on = onward(reader, request.args, waiting.id if waiting else 0)
        is_held = _is_held(office, found, campaign, step)
    if not possible:
        raise Refused("现在不能走这一步。请回到单位页面，看最新的状态。")
    if not form.validate_on_submit():
        return render_template(
            "review/permission.html",
            e=found,
            form=form,
            step=step,
            label=STEPS[step],
            known=known,
            handed_in=handed_in,
            campaign=campaign,
            of=choice_of(office, campaign),
            on=on,
            is_held=is_held,
        )
    _decide(office, reference, campaign, Step(step), form)
    on |= {"campaign": choice_of(office, campaign), "edited": HELD if is_held else 1}
    return redirect(url_for("review.enterprise", reference=reference, **on))


def _is_held(office: Office, unit: Enterprise, campaign: str, step: str) -> bool:
    """Whether a second account confirms the step before it is public."""
    rule = profile_in(office.accepted).second_eyes
    return step in GRANTING and rule.of_approval(campaign, unit.community)


def _decide(
    office: Office, reference: str, campaign: str, step: Step, form: FlaskForm
) -> None:
    """Write the file, and wait a moment until that is public."""
    reason = form.reason.data or "" if isinstance(form, PublicReasonForm) else ""
    with office.database.writing() as session:
        found = find(session, reference)
        batch = None
        if step == Step.APPROVE:
            application = queries.checked(session, found, campaign)
            batch = application.batch if application else None
        intent = decisions.ask(
            session,
            office.content,
            found,
            campaign,
            step,
            reason=reason,
            batch=batch,
            **by_whom(),
        )
    decisions.carry_out(office.content, found, intent)
    wait_until_public(office, found.id, intent.id)


@review.route(
    "/app/staff/enterprises/<reference>/access-code/", methods=["GET", "POST"]
)
@staff(*REVIEWERS)
def access_code(reference: str) -> ResponseReturnValue:
    office = current_office()
    form = ConfirmForm()
    with office.database.reading() as session:
        found = find(session, reference)
        opens = partial(by_access_code, session, found.reference)
        slip = slips.read(slips.ACCESS_CODE, found.reference, opens)
        tried = sign_ins.recent(session, found.reference, office.clock.now())
    if slip or not form.validate_on_submit():
        values = {"form": form, "slip": slip, "sign_ins": tried, "labels": SIGN_INS}
        return render_template("review/access_code.html", e=found, **values)
    with office.database.writing() as session:
        found = find(session, reference)
        code = register.new_access_code(session, found, **by_whom())
    return slips.hand_over(slips.ACCESS_CODE, found.reference, code)
