"""What the page of an enterprise says first of a campaign: what it may do, why, and the
one thing to do next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base import dates
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import facts
from forms_app.base.office import Office
from forms_app.base.wording import DO
from forms_app.permits.campaigns.campaign import Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.decided import decided
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import wording_in
from forms_app.permits.resumption.models import Application, Call
from forms_app.permits.resumption.rules import OPEN, PermissionStatus, Stage


class Next(StrEnum):
    """The one thing to do."""

    NOTHING = ""
    APPLY = "apply"
    GO_ON = "go-on"  # with the draft
    MEND = "mend"  # what was returned
    POSTER = "poster"
    AGAIN = "again"  # apply anew


@dataclass(frozen=True)
class Situation:
    """`reason`: in the words of whoever decided. `look`: of a note, "good", "warn" or
    plain.
    """

    says: str
    next: Next = Next.NOTHING
    reason: str = ""
    look: str = ""


# by what the content file says, in the words of its campaign; where it says one of
# these, that comes first
DECIDED = {
    "approved": (_l("可以%(do)s。请把喜报贴在门口显眼的地方。"), Next.POSTER),
    "checking": (_l("名单上的内容正在核实，这时不算有效，请打社区电话问一问。"), ""),
    "suspended": (_l("现在不能%(do)s，要先整改。"), ""),
    "revoked": (_l("已经撤销，现在不能%(do)s。"), Next.AGAIN),
    "withdrawn": (_l("已从名单撤下，现在不能%(do)s。"), Next.AGAIN),
}
# by stage of the application
APPLIED = {
    Stage.DRAFT: (_l("申请还没有提交。"), Next.GO_ON),
    Stage.SUBMITTED: (_l("申请收到了，正在审核资料。现在什么也不用做。"), ""),
    Stage.RETURNED: (_l("申请退回来了。请改好下面几处，再提交一次。"), Next.MEND),
    Stage.ACCEPTED: (_l("资料审核好了，接着有人上门核验。现在什么也不用做。"), ""),
    Stage.TO_PUT_RIGHT: (_l("上门核验有几处不合格，请照下面的整改。"), ""),
    Stage.CHECKED: (_l("核验通过了，正等决定。现在什么也不用做。"), ""),
    Stage.APPROVED: (_l("已经准予，名单马上更新。"), ""),
    Stage.REFUSED: (_l("这次申请没有同意。"), Next.AGAIN),
    Stage.CANCELLED: (_l("您撤回了申请。"), Next.AGAIN),
}
GOOD = {
    "approved",
    Stage.DRAFT,
    Stage.SUBMITTED,
    Stage.ACCEPTED,
    Stage.CHECKED,
    Stage.APPROVED,
    Stage.CANCELLED,
}


def situation(
    office: Office,
    session: Session,
    enterprise: Enterprise,
    campaign: str,
    application: Application | None,
    may_apply: bool,
) -> Situation:
    """`may_apply`: whether an application can begin today."""
    if over := _over(office, campaign):
        return Situation(over)
    shown = _shown(enterprise.permissions.get(campaign))
    applies = application is not None and application.stage in OPEN
    if shown in DECIDED and not (shown in {"revoked", "withdrawn"} and applies):
        says, following = DECIDED[shown]
        reason = _reason(office, enterprise, campaign, shown)
    elif application is not None:
        shown = Stage(application.stage)
        says, following = APPLIED[shown]
        if shown is Stage.ACCEPTED:
            says = _agreed(session, enterprise, campaign) or says
        reason = _told(session, application) if shown is Stage.REFUSED else ""
    else:
        says, following = _begin(may_apply)
        reason = ""
    if following == Next.AGAIN and not may_apply:
        following = Next.NOTHING
    look = "good" if shown in GOOD or not shown else "warn"
    do = wording_in(office.accepted, campaign).word(DO, language())
    return Situation(str(says) % {DO: do}, Next(following), reason, look)


def _agreed(session: Session, enterprise: Enterprise, campaign: str) -> str:
    """What there is to say of the time at which somebody comes."""
    return next(filter(None, facts("my.visit", session, enterprise, campaign)), "")


def _over(office: Office, campaign: str) -> str:
    """What there is to say of a campaign that has ended."""
    found = campaigns(office).get(campaign)
    if found is None or found.until is None:
        return ""
    if found.phase(office.clock.today()) is not Phase.OVER:
        return ""
    return _("这次行动已于%(day)s结束。", day=dates.day(found.until))


def _begin(may_apply: bool) -> tuple[str, Next]:
    if may_apply:
        return _("已经登记，还没有申请。"), Next.APPLY
    return _("已经登记。现在不用申请。"), Next.NOTHING


def _shown(permission: Permission | None) -> str:
    """As the door shows it; empty where nothing was decided."""
    if permission is None or permission.status == PermissionStatus.PENDING:
        return ""
    return "checking" if permission.checking else permission.status


def _reason(office: Office, enterprise: Enterprise, campaign: str, shown: str) -> str:
    if shown not in {"suspended", "revoked"}:
        return ""
    record = decided(office, enterprise, campaign)
    return record.reason if record else ""


def _told(session: Session, application: Application) -> str:
    """What there was to be told about a refusal."""
    query = (
        select(Call.text)
        .where(
            Call.enterprise_id == application.enterprise_id,
            Call.campaign == application.campaign,
            Call.about == "refused",
        )
        .order_by(Call.id.desc())
    )
    return session.scalars(query).first() or ""
