"""Recording what was found at the door in an inspection, and suspending on the spot.

Both end in the same edit of the content file that an editor would make. The file never
says what failed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.campaign import Campaign
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.inspection.queries import inspections, is_subject
from forms_app.permits.inspection.rules import FLOW, Standing, Step
from forms_app.permits.resumption import decisions
from forms_app.permits.resumption.check_operations import Found, record_check
from forms_app.permits.resumption.decisions import Course
from forms_app.permits.resumption.models import Intent, SiteCheck
from forms_app.permits.resumption.rules import INSPECTION
from forms_app.permits.resumption.until_public import wait_until_public

COURSE = Course(
    FLOW,
    first={step: FLOW.after(Standing.UNCHECKED, step) for step in Step},
    grounded=frozenset({Step.SUSPEND}),
)


@dataclass(frozen=True)
class Outcome:
    """A check that was kept; the edit of the file that follows, if the state changes;
    why there is none, where the file is faulty or somebody knew nothing of what was
    decided there since.
    """

    check: SiteCheck
    intent: Intent | None = None
    refusal: Refused | None = None


def must_be_subject(
    office: Office, campaign: str, enterprise: Enterprise, now: datetime
) -> Campaign:
    """The running inspection.

    Raises:
        Refused: there is none of this name, or it is not about this enterprise.
    """
    found = inspections(office, now.date()).get(campaign)
    if found is None:
        raise Refused("这次检查还没有开始，或者已经结束。")
    if not is_subject(found, enterprise):
        raise Refused("这次检查不包括这家单位。")
    return found


def record(
    session: Session,
    office: Office,
    campaign: Campaign,
    enterprise: Enterprise,
    found: Found,
    *,
    client_id: str | None = None,
    conflicts_with: int | None = None,
    seen: int | None = None,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Keep what was found, and ask for the edit of the file that follows from it.

    A faulty file keeps nobody from noting what was found. `conflicts_with`: a check of
    which whoever found this knew nothing; `seen`: the revision of the file that they
    knew, None for the one there is. Who did not know how it stands makes it no better.
    """
    check = record_check(
        session,
        office,
        enterprise,
        campaign.slug,
        None,
        found,
        purpose=INSPECTION,
        client_id=client_id,
        conflicts_with=conflicts_with,
        due_at=None,
        actor=actor,
        now=now,
    )
    step = Step.PASS if check.passed else Step.MEND
    try:
        _must_know(office, enterprise, check, seen)
        intent = _ask(session, office, campaign, enterprise, step, actor=actor, now=now)
        return Outcome(check, intent)
    except Refused as refused:
        return Outcome(check, refusal=refused)


def _ask(
    session: Session,
    office: Office,
    campaign: Campaign,
    enterprise: Enterprise,
    step: Step,
    *,
    actor: Actor,
    now: datetime,
) -> Intent | None:
    """What leaves the state as it is writes nothing: since when it holds is public."""
    file = decisions.file_of(office.content, enterprise, campaign.slug)
    if file and FLOW.steps.get((Standing(file.status), step)) == file.status:
        return None
    return decisions.ask(
        session,
        office.content,
        enterprise,
        campaign.slug,
        step,
        course=COURSE,
        basis=campaign.basis,
        actor=actor,
        now=now,
    )


def _must_know(
    office: Office, enterprise: Enterprise, check: SiteCheck, seen: int | None
) -> None:
    """Raises:
    Refused: what was found would be better than what somebody else found or decided
        there meanwhile.
    """
    file = decisions.file_of(office.content, enterprise, check.campaign)
    is_suspended = file is not None and file.status == Standing.SUSPENDED
    is_new = file is not None and seen is not None and file.revision > seen
    if is_suspended and (check.conflicts_with or is_new):
        raise Refused("您去过以后，这家单位当场暂停了。暂停照旧，请再去看一次。")
    if check.passed and check.conflicts_with:
        raise Refused("别人也查了这家单位：公开的状态照他那一次，两次都留着。")


def carry_out(office: Office, enterprise: Enterprise, kept: Outcome) -> Outcome:
    """Make the edit that follows, after the transaction, and wait a moment until it is
    public. What is kept stays kept.
    """
    if kept.intent is None:
        return kept
    try:
        decisions.carry_out(office.content, enterprise, kept.intent)
    except Refused as refused:
        return replace(kept, refusal=refused)
    wait_until_public(office, enterprise.id, kept.intent.id)
    return kept


def suspend(
    session: Session,
    office: Office,
    campaign: Campaign,
    enterprise: Enterprise,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> Intent:
    """Suspend on the spot; the public reads why.

    Raises:
        Refused: it is suspended already, the file is faulty, or the reason is missing.
    """
    return decisions.ask(
        session,
        office.content,
        enterprise,
        campaign.slug,
        Step.SUSPEND,
        course=COURSE,
        reason=reason,
        basis=campaign.basis,
        actor=actor,
        now=now,
    )
