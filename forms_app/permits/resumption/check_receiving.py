"""Taking in one check at the door, from a page that is open or from a phone that was
without a network: the same way for both.

Kept once for a client id, however often it is sent; when somebody was there is kept apart
from when it was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Field

from forms_app.base.access import Actor
from forms_app.base.attachments.deposits import File
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.offline.sent import (
    NotTaken,
    Sent,
    as_text,
    is_ahead,
    is_too_old,
    local,
    moment,
    one,
)
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.queries import is_inspection
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.permissions import LISTED
from forms_app.permits.enterprises.queries import by_reference, lock
from forms_app.permits.grid.queries import rule
from forms_app.permits.resumption import (
    check_queries,
    papers,
    phone_names,
    promises,
    queries,
)
from forms_app.permits.resumption.bodies import bodies_of
from forms_app.permits.resumption.check_list import to_look_at
from forms_app.permits.resumption.check_operations import Found, record_check
from forms_app.permits.resumption.check_questions import to_ask
from forms_app.permits.resumption.content import SITE_CHECK, LookedAt
from forms_app.permits.resumption.models import Application, SiteCheck
from forms_app.permits.resumption.phone_names import behind
from forms_app.permits.resumption.rules import Stage
from forms_app.permits.resumption.staff_forms import (
    OF_LINES,
    CheckForm,
    check_form,
)


@dataclass(frozen=True)
class Received:
    """What became of it. `is_new`: not sent before."""

    check: SiteCheck
    is_new: bool


@dataclass(frozen=True)
class Arrival:
    """A check that a phone sends. `known`: the same, kept when it was sent before;
    `other`: what somebody else found there, of which whoever wrote this knew nothing.
    """

    enterprise: Enterprise
    campaign: str
    known: SiteCheck | None
    other: SiteCheck | None


def opened(
    office: Office,
    campaign: str,
    lines: LookedAt,
    came: list[str],
    days_from: date | None = None,
) -> CheckForm:
    """The form of a check as a page opens it, or as it was sent; what is still open
    passes where that was asked for. `came`: the bodies that came last. `days_from` as of
    `check_form`.
    """
    form = check_form(lines, days_from=days_from)(visitors=came)
    form.visitors.choices = bodies_of(office, campaign)
    form.questions = to_ask(office, campaign, office.clock.today())
    if form.rest.data:
        form.pass_the_rest()
        form.hold_files()
    return form


def receive(
    session: Session,
    office: Office,
    sent: Sent,
    photos: Sequence[File],
    *,
    actor: Actor,
    now: datetime,
) -> Received:
    """Keep a check and its photos, once, or nothing of it.

    Raises:
        NotTaken: there is no such enterprise within reach, or a field is wrong.
        Refused: there is nothing to check.
    """
    came = arrival(session, office, sent, actor)
    if came.known:
        return Received(came.known, is_new=False)
    application = _application(session, office, came)
    lines = to_look_at(office, session, came.enterprise, came.campaign, application)
    check = record_check(
        session,
        office,
        came.enterprise,
        came.campaign,
        application,
        found(office, came.campaign, lines, sent, now),
        client_id=one(sent, "client_id") or None,
        conflicts_with=came.other.id if came.other else None,
        due_at=promises.due(office, Stage.CHECKED, now),
        actor=actor,
        now=now,
    )
    papers.keep_photos(session, office, check, photos, actor=actor, now=now)
    return Received(check, is_new=True)


def arrival(session: Session, office: Office, sent: Sent, actor: Actor) -> Arrival:
    """What a check that is sent is of; its enterprise is locked.

    Raises:
        NotTaken: there is no such enterprise within reach.
    """
    reference, campaign = phone_names.read(office, one(sent, "reference"))
    enterprise = _within_reach(session, reference, actor)
    base = one(sent, "base")
    return Arrival(
        enterprise,
        campaign,
        _sent_before(session, enterprise, sent, actor),
        check_queries.newer_by_others(
            session, enterprise, campaign, int(base) if base.isdecimal() else 0, actor
        ),
    )


def _within_reach(session: Session, reference: str, actor: Actor) -> Enterprise:
    """Whose check it is; locked, so that its checks are kept one after the other."""
    found = by_reference(session, reference)
    if found is None or not actor.may_see(found.community, found.grid):
        why = str(Refused("没有找到这个编号，或者这家单位不归您管"))
        raise NotTaken({"reference": why})
    lock(session, found)
    return found


def _sent_before(
    session: Session, enterprise: Enterprise, sent: Sent, actor: Actor
) -> SiteCheck | None:
    known = check_queries.by_client_id(session, one(sent, "client_id"))
    if known is None:
        return None
    if known.recorded_by != actor.id or known.enterprise_id != enterprise.id:
        why = str(Refused("页面不完整，请重新打开再记。"))
        raise NotTaken({"client_id": why})
    return known


def _application(session: Session, office: Office, came: Arrival) -> Application | None:
    """What the check is of; where somebody else checked meanwhile, what that one was of.

    Raises:
        Refused: nothing waits for a check, and it is not open either.
    """
    application = queries.to_check(session, came.enterprise, came.campaign)
    if application is None and came.other is not None:
        application = came.other.application
    if application is None and not is_supervised(
        office, came.enterprise, came.campaign
    ):
        raise Refused("这家单位现在没有要核验的：先受理申请，再上门。")
    return application


def is_supervised(office: Office, enterprise: Enterprise, campaign: str) -> bool:
    """Whether it may be checked though no application waits for that; an inspection has
    pages of its own.
    """
    if is_inspection(office, campaign):
        return False
    permission = enterprise.permissions.get(campaign)
    return permission is not None and permission.status in LISTED


def found(
    office: Office,
    campaign: str,
    lines: LookedAt,
    sent: Sent,
    now: datetime,
    *,
    has_days: bool = False,
) -> Found:
    """What a phone says was found. `has_days`: what failed needs a day by which it is
    put right, not before somebody was there.

    Raises:
        NotTaken: a field is wrong, or nobody can have been there then.
    """
    at = local(one(sent, "at"))
    been = min(moment(at) or now, now)
    form_of = check_form(lines, days_from=been.date() if has_days else None)
    fields = {**_plain(office, sent), "at": at}
    form = form_of(formdata=MultiDict(fields), meta={"csrf": False})
    del form.photos  # they are given beside
    form.visitors.choices = bodies_of(office, campaign)
    typed = MultiDict(as_text(sent))
    form.questions = to_ask(office, campaign, been.date(), formdata=typed)
    if not form.validate():
        raise NotTaken(_faults(form, behind(office, campaign)))
    if is_ahead(form.at.data or now, now):
        raise NotTaken({"at": str(Refused("核验的时间在将来，请看一看手机的日期"))})
    if is_too_old(been, now):
        raise NotTaken({"at": str(Refused("是七天以前的核验，请在办公室补记"))})
    return read(office, campaign, form, lines, been)


def _faults(form: CheckForm, campaign: str) -> dict[str, str]:
    """What is wrong, by the names of the fields on a phone. `campaign`: what stands there
    behind those of a line.
    """
    wrong = [field for field in form if field.errors]
    return {
        field.name + (campaign if field.name.startswith(OF_LINES) else ""): _says(field)
        for field in wrong
    }


def _says(field: Field) -> str:
    """What is wrong with it, and of what that is said where it does not say so itself."""
    error = str(field.errors[0])
    asked = str(field.label.text)
    if asked in error or getattr(field, "names_itself", False):
        return error
    return _("%(question)s：%(says)s", question=asked, says=error)


def _plain(office: Office, sent: Sent) -> dict[str, Any]:
    """The fields without the campaign that a phone names with a line or a body."""
    fields = {
        phone_names.read(office, key)[0]: value for key, value in as_text(sent).items()
    }
    bodies = MultiDict(fields).getlist("visitors")
    visitors = [phone_names.read(office, body)[0] for body in bodies]
    return {**fields, "visitors": visitors}


def read(
    office: Office,
    campaign: str,
    form: CheckForm,
    lines: LookedAt,
    at: datetime,
) -> Found:
    """What a form that is in order says was found."""
    check_list = rule(office, SITE_CHECK, office.clock.today(), campaign)
    assert check_list, "the lines are of it"
    notes = {line: form[f"note-{line}"].data for line, _text in lines}
    return Found(
        rule=check_list.version,
        lines={line: form[f"line-{line}"].data for line, _text in lines},
        notes={line: note for line, note in notes.items() if note},
        visitors=sorted(form.visitors.data or []),
        confirmed=form.confirmed.data or "",
        visited_at=at,
        texts=dict(lines),
        due=form.days,
        answers=form.questions.given if form.questions else {},
    )
