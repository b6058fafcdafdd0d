"""What became of sample enterprises in the campaigns beside the epidemic: a typhoon that is
over, a gas inspection that is running. Decided in files, as on paper at the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.contentfile.write import render, set_values, write_aside
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.sample.edits import Edits
from forms_app.sample.plans import FIRST_DAY, TODAY

TYPHOON = "typhoon-2019"
GAS = "gas-2020"
NOTICE = "gas-check"
WITH_TYPHOON = ("chengdong", "tonghai")
AFTER_IT = date(2019, 8, 28)
INSPECTED = ("nanpu", "tongyuan")
EACH = 7  # enterprises of a community
LAST = (TODAY - FIRST_DAY).days


@dataclass(frozen=True)
class Fate:
    """What a file says in the end. `days`: after the first ones. Without a status it is
    withdrawn.
    """

    status: str
    days: int = 0
    reason: str = ""


OPEN = Fate("approved")
AFTERWARDS = {  # of the enterprises of each community, by their place
    2: Fate("suspended", 6, "门头招牌松动，固定以前不能营业"),
    4: Fate("revoked", 9, "地下室一直没有排干，不符合营业条件"),
    5: Fate(""),
}
RESULTS = (
    Fate("passed"),
    Fate("passed"),
    Fate("mending"),
    Fate("passed", 1),
    Fate("suspended", 1, "没有燃气报警器，装好以前不能用气"),
    Fate("mending", 1),
    Fate("unchecked", 1),
)


class Campaigns:
    """Writes the files of a day."""

    def __init__(self, office: Office, edits: Edits) -> None:
        self.content = office.content
        self.edits = edits

    def decide(self, session: Session, day: int) -> None:
        """`day` counts from the first day of the epidemic's campaign."""
        if day == 0:
            for number, one in self._of(session, WITH_TYPHOON):
                self._write(one, TYPHOON, OPEN, AFTER_IT + timedelta(days=number % 5))
        elif day == 1:
            for number, one in self._of(session, WITH_TYPHOON):
                if fate := AFTERWARDS.get(number):
                    self._change(one, fate)
        elif day == LAST - 1:
            for number, one in self._of(session, INSPECTED, "food"):
                fate = RESULTS[number]
                first = TODAY - timedelta(days=2)
                self._write(one, GAS, fate, first + timedelta(days=fate.days))

    def _of(
        self, session: Session, communities: tuple[str, ...], trade: str = ""
    ) -> list[tuple[int, Enterprise]]:
        """The first of each community, with their places in it."""
        found = list[tuple[int, Enterprise]]()
        for community in communities:
            query = select(Enterprise).where(Enterprise.community == community)
            if trade:
                query = query.where(Enterprise.trade == trade)
            rows = session.scalars(query.order_by(Enterprise.id))
            found += zip(range(EACH), rows, strict=False)
        return found

    def _write(
        self, enterprise: Enterprise, campaign: str, fate: Fate, since: date
    ) -> None:
        is_checked = fate.status != "unchecked"
        values = {
            "Title": enterprise.name,
            "Reference": enterprise.reference,
            "Revision": "1",
            "Kind": enterprise.kind,
            "Community": enterprise.community,
            "Grid": enterprise.grid,
            "Status": fate.status,
            "Since": since.isoformat(),
            "Batch": "1" if campaign == TYPHOON else "",
            "Basis": "paper" if is_checked else NOTICE,
            "Checked": since.isoformat() if is_checked else "",
            "Reason": fate.reason,
            "Pilot": "no",
        }
        written = {key: value for key, value in values.items() if value}
        self._put(campaign, enterprise, render(written))

    def _change(self, enterprise: Enterprise, fate: Fate) -> None:
        if not fate.status:
            self.edits.remove(enterprise, TYPHOON)
            return
        relative = decision_path(TYPHOON, enterprise.community, enterprise.reference)
        text = (self.content / relative).read_text(encoding="utf-8")
        values = {
            "Revision": "2",
            "Status": fate.status,
            "Since": (AFTER_IT + timedelta(days=fate.days)).isoformat(),
            "Reason": fate.reason,
        }
        self._put(TYPHOON, enterprise, set_values(text, values))

    def _put(self, campaign: str, enterprise: Enterprise, text: str) -> None:
        relative = decision_path(campaign, enterprise.community, enterprise.reference)
        path = self.content / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        write_aside(path, text.encode(), flush=False)
        self.edits.paths.add(relative)
