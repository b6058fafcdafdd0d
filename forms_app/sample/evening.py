"""The evening before: whom the office had to call is called, and Qiantou's day is
closed with what is left.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.base.worklist import Reader, end_of
from forms_app.office.desk.operations import close_day
from forms_app.office.desk.rules import in_order
from forms_app.office.desk.worklist import every
from forms_app.office.statistics.public import counted
from forms_app.permits.resumption.call_operations import log_call
from forms_app.permits.resumption.models import Call
from forms_app.sample.actors import office_of

CLOSED = "qiantou"
# By due time: an application whose papers are looked at, one whose door is to be
# checked.
REASONS = (
    "单位下班前又补了一份材料，明天上午接着审。",
    "和单位约好，明天上午九点上门核验。",
)


def call_everybody(session: Session) -> None:
    """Each decision was told on its day, two hours after it at the latest."""
    calls = session.scalars(
        select(Call).where(Call.done_at.is_(None)).order_by(Call.at, Call.id)
    ).all()
    for number, call in enumerate(calls):
        at = call.at + timedelta(minutes=5 + number % 40)
        log_call(
            session, call, "reached", "", **office_of(call.enterprise.community, at)
        )


def close(session: Session, office: Office, now: datetime) -> None:
    """Within a request: each thing that is left has the address of its page."""
    by = office_of(CLOSED, now)
    due = [
        one
        for one in every(Reader(office, session, by["actor"], now))
        if one.is_due(end_of(now.date()))
    ]
    left = in_order(due, {})
    reasons = {
        one.key: REASONS[number % len(REASONS)] for number, one in enumerate(left)
    }
    close_day(
        session, CLOSED, left, reasons, counted(session, now).get(CLOSED, {}), **by
    )
