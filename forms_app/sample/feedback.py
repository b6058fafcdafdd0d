"""One mistake that somebody reported from a page of the sample site, and the answer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.ledger.feedback.kinds import MISTAKE
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.feedback.receiving import Told, receive
from forms_app.ledger.feedback.rules import About
from forms_app.ledger.items import operations as items
from forms_app.ledger.items.operations import Place
from forms_app.sample.actors import anybody, office_of, open_units, when

COMMUNITY = "qiantou"
TEXT = "楼层写错了，这家在 2 层，不在 1 层。"
ANSWER = "已向单位核实，楼层已更正。谢谢您告诉我们。"


def enter(session: Session) -> None:
    unit = open_units(session, COMMUNITY)[0]
    told = Told(
        str(About.NAME),
        ABOUTS.label(About.NAME),
        TEXT,
        f"/enterprises/{unit.reference}/",
        "",
    )
    due_at = when("03-05 20:00")
    report, _code = receive(
        session,
        MISTAKE,
        Place.of(unit),
        told,
        due_at=due_at,
        **anybody(when("03-03 20:15")),
    )
    items.finish(
        session,
        report.item,
        MISTAKE,
        answer=ANSWER,
        **office_of(COMMUNITY, when("03-04 10:30")),
    )
