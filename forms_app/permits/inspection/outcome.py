"""Recording what was found at the door in an inspection, and suspending on the spot.

Both end in the same edit of the content file that an editor would make. The file never
says what failed.
"""

from __future__ import annotations

from dataclasses import dataclass
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

COURSE = Course(
    FLOW,
    first={step: FLOW.after(Standing.UNCHECKED, step) for step in Step},
    grounded=frozenset({Step.SUSPEND}),
)


@dataclass(frozen=True)
class Outcome:
    """A check that was kept; the edit of the file that follows, if the state changes;
    why there is none, where the file is faulty.
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
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Keep what was found, and ask for the edit of the file that follows from it.

    A faulty file keeps nobody from noting what was found.
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
        return Outcome(
            check,
            _ask(session, office, campaign, enterprise, step, actor=actor, now=now),
        )
    except Refused as refused:
        return Outcome(check, refusal=refused)


def suspend(
    session: Session,
    office: Office,
    campaign: Campaign,
    enterprise: Enterprise,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> Intent | None:
    """Suspend on the spot; the public reads why.

    Raises:
        Refused: it is suspended already, the file is faulty, or the reason is missing.
    """
    return _ask(
        session,
        office,
        campaign,
        enterprise,
        Step.SUSPEND,
        reason=reason,
        actor=actor,
        now=now,
    )


def _ask(
    session: Session,
    office: Office,
    campaign: Campaign,
    enterprise: Enterprise,
    step: Step,
    *,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Intent | None:
    """What leaves the state as it is writes nothing: since when it holds is public."""
    state = decisions.status_of(office.content, enterprise, campaign.slug)
    if (
        state
        and (state, step) in FLOW.steps
        and FLOW.after(Standing(state), step) == state
    ):
        return None
    return decisions.ask(
        session,
        office.content,
        enterprise,
        campaign.slug,
        step,
        course=COURSE,
        reason=reason,
        basis=campaign.basis,
        actor=actor,
        now=now,
    )
