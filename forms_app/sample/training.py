"""Training for the safety managers of Chengdong: one session held, one to come
with seats left.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.ledger.training import operations
from forms_app.ledger.training.enrolling import be_there, enrol
from forms_app.sample.actors import itself, office_of, units, when

COMMUNITY = "chengdong"
ANNOUNCED = when("02-27 09:00")
# Title, topic, when, seats, how many enterprises enrolled.
SESSIONS = (
    ("企业安全管理员疫情防控培训", "prevention", when("03-03 15:00"), 30, 18),
    ("复工以后每天要做的事", "resumption", when("03-06 15:00"), 30, 7),
)
PAPER = "notices/temperature-and-register"
TRAINER = "社区卫生服务站"
PLACE = "社区居委会三楼会议室"


def enter(session: Session) -> None:
    for title, topic, at, seats, enrolled in SESSIONS:
        _hold(
            session,
            {"title": title, "topic": topic, "at": at, "seats": seats},
            enrolled,
        )


def _hold(session: Session, plan: dict[str, object], enrolled: int) -> None:
    at = plan["at"]
    assert isinstance(at, datetime)
    values = {**plan, "place": PLACE, "trainer": TRAINER, "paper": PAPER}
    training = operations.hold(
        session, COMMUNITY, values, **office_of(COMMUNITY, ANNOUNCED)
    )
    for number, unit in enumerate(units(session, COMMUNITY)[-enrolled:]):
        enrol(
            session,
            training,
            unit,
            **itself(unit, ANNOUNCED + timedelta(minutes=30 + 20 * number)),
        )
        if at < when("03-05 09:30"):
            be_there(
                session,
                training,
                unit,
                **itself(unit, at - timedelta(minutes=20 - number)),
            )
