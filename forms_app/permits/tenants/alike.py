"""Applying for several tenants that are alike: with the answers of one of them, each
tenant named and ticked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.office import Office
from forms_app.base.questions.question import Kind
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.applying import must_be_open
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.queries import tenant_of, tenants_of
from forms_app.permits.resumption import (
    drafts,
    form_pages,
    operations,
    promises,
    start_operations,
    submission,
)
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage
from forms_app.permits.resumption.standings import standings

MOST = 200  # at once: what somebody can look through
NO_MODEL = {Stage.CANCELLED, Stage.REFUSED, Stage.RETURNED}
FREE = {Kind.LINE, Kind.WORDS}


@dataclass(frozen=True)
class Group:
    """`model`: the one whose answers are taken, the newest that is whole; `rest`: those
    that have no application. `why_not`: why answers cannot be taken.
    """

    model: Application | None
    rest: Sequence[Enterprise]
    why_not: str = ""


@dataclass
class Outcome:
    """What became of each that was ticked."""

    done: list[Enterprise] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def group(
    session: Session, office: Office, manager: Enterprise, campaign: str
) -> Group:
    found = tenants_of(session, manager)
    applied = {
        id_: one.application
        for id_, each in standings(session, office, found).items()
        for one in each
        if one.campaign == campaign and one.application
    }
    rest = [one for one in found if _has_none(applied.get(one.id))]
    whole = (one for one in applied.values() if _is_whole(office, one))
    model = max(whole, key=lambda one: one.id, default=None)
    return Group(model, rest[::-1], _why_not(office, model) if model else "")


def _has_none(newest: Application | None) -> bool:
    return newest is None or newest.stage == Stage.CANCELLED


def _is_whole(office: Office, application: Application) -> bool:
    """It asks what is asked today, every page of it is answered, and nobody found
    anything wrong with it.
    """
    if application.stage in NO_MODEL:
        return False
    in_force = form_pages.in_force(office, application.campaign)
    is_of_today = application.form == in_force.version
    return is_of_today and not form_pages.missing(office, application)


def _why_not(office: Office, model: Application) -> str:
    asked = form_pages.form_of(office, model).asked
    needs_files = any(
        one.kind is Kind.FILES and one.is_required for one in asked.questions
    )
    if needs_files:
        return _("这次的申请要每家交照片或文件，只能一家一家申请。")
    return ""


def answers_for_all(office: Office, model: Application) -> dict[str, dict[str, Any]]:
    """The answers of the model, without remarks that are its own."""
    asked = form_pages.form_of(office, model).asked
    own = {
        (one.page, one.name)
        for one in asked.questions
        if one.kind in FREE and not (one.is_shared or one.is_required)
    }
    return {
        page: {name: value for name, value in given.items() if (page, name) not in own}
        for page, given in model.answers.items()
    }


def apply_like(
    session: Session,
    office: Office,
    tenant: Enterprise,
    model: Application,
    *,
    actor: Actor,
    now: datetime,
) -> Application:
    """Begin and hand in the same for another tenant.

    Raises:
        Refused: it may not apply in that campaign, or has applied meanwhile.
    """
    campaign = model.campaign
    must_be_open(office, campaign, tenant, now.date())
    newest = drafts.newest(session, tenant.id, campaign)
    if not _has_none(newest):
        raise Refused("这一家已经有申请了。")
    answers = answers_for_all(office, model)
    by: dict[str, Any] = {"actor": actor, "now": now}
    form = form_pages.in_force(office, campaign).version
    begun = start_operations.start(session, tenant, campaign, form, answers, **by)
    handed_in = submission.of(office, begun, now.date())
    due_at = promises.due(office, Stage.SUBMITTED, now)
    operations.submit(session, begun, handed_in, due_at=due_at, **by)
    return begun


def apply_for_each(
    office: Office,
    manager: Enterprise,
    model_id: int,
    references: Sequence[str],
    *,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """One after the other, each in a transaction of its own; whatever is wrong with
    one, the others are applied for.
    """
    outcome = Outcome()
    for reference in references[:MOST]:
        try:
            with office.database.writing() as session:
                model = session.get_one(Application, model_id)
                tenant = tenant_of(session, manager, reference)
                if tenant is None:
                    raise Refused("这一家已经不由您代办了。")
                apply_like(session, office, tenant, model, actor=actor, now=now)
            outcome.done.append(tenant)
        except Refused as refused:
            outcome.left.append((reference, str(refused)))
    return outcome
