"""Who may apply in which campaign, and when."""

from __future__ import annotations

from datetime import date

from forms_app.base import dates
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise


def open_to(office: Office, enterprise: Enterprise, day: date) -> list[Campaign]:
    """Those in which an enterprise may apply on a day, the leading one first."""
    return [
        one
        for one in campaigns(office).values()
        if _refusal(one, enterprise, day) is None
    ]


def must_be_open(office: Office, slug: str, enterprise: Enterprise, day: date) -> None:
    """Raises Refused where an enterprise may not apply in a campaign on a day; an office
    without campaigns has no such bounds.
    """
    campaign = campaigns(office).get(slug)
    if campaign and (refused := _refusal(campaign, enterprise, day)):
        raise refused


def _refusal(campaign: Campaign, enterprise: Enterprise, day: date) -> Refused | None:
    begins = dates.day(campaign.begins)
    phase = campaign.phase(day)
    if campaign.is_inspection:
        return Refused("这次行动不用申请，工作人员会上门检查。")
    if phase is Phase.DRAFT:
        return Refused("这次行动还没有开始。")
    if phase is Phase.COMING:
        return Refused("这次行动从%(day)s开始，现在还不能申请。", day=begins)
    if phase is Phase.OVER and campaign.until:
        until = dates.day(campaign.until)
        says = "这次行动从%(begins)s到%(until)s，已经结束，不再受理申请。"
        return Refused(says, begins=begins, until=until)
    unit = enterprise.kind, enterprise.trade, enterprise.community
    if not campaign.who.includes(*unit):
        return Refused("这次行动不涉及您这样的单位，不用申请。")
    return None
