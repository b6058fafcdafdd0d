"""What enterprises wrote in applications, and what was said and noted about them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import Condition, Event, Keeping, at
from forms_app.permits.resumption.models import Application, Call, Intent, SiteCheck
from forms_app.permits.resumption.rules import WAITING


def _settled(newest: date) -> Condition:
    is_done = and_(Intent.settled.is_not(None), Intent.settled != WAITING)
    return and_(is_done, at(Intent.at)(newest))


CALLS = Keeping(
    "calls",
    _l("告知电话"),
    Call,
    {Event.DONE: at(Call.done_at)},
    campaign=Call.campaign,
)
INTENTS = Keeping(
    "intents",
    _l("改内容文件的指令"),
    Intent,
    {Event.DONE: _settled},
    campaign=Intent.campaign,
)
SITE_CHECKS = Keeping(
    "site-checks",
    _l("上门核验的文字"),
    SiteCheck,
    {Event.SAVED: at(SiteCheck.recorded_at)},
    emptied={"notes": {}, "confirmed": "", "answers": {}},
    campaign=SiteCheck.campaign,
)
APPLICATIONS = Keeping(
    "applications",
    _l("申请里填的内容"),
    Application,
    {Event.DONE: at(Application.decided_at)},
    emptied={"answers": {}, "returned_items": []},
    campaign=Application.campaign,
)
