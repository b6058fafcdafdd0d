"""Counting the read log for what is unusual: every half hour, a day back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.office.looks.jobs import UNUSUAL
from forms_app.office.looks.models import UnusualReading
from forms_app.office.looks.queries import reads_since
from forms_app.office.looks.rule_file import bounds_on
from forms_app.office.looks.rules import Unusual, unusual
from forms_app.permits.grid.queries import rules

AGAIN = timedelta(minutes=30)
BACK = timedelta(hours=36)  # a night and the day around it


def run(office: Office) -> int:
    """Note what is new; gives how much that is, and asks for the next run.

    Raises:
        AtWork: another run is at work.
    """
    with lease.hold(office, UNUSUAL.name):
        now = office.clock.now()
        new = count(office, now)
    lease.ask_at(office, UNUSUAL.name, now + AGAIN)
    return new


def count(office: Office, now: datetime) -> int:
    bounds = bounds_on(rules(office), now.date())
    with office.database.reading() as session:
        found = unusual(reads_since(session, now - BACK), bounds)
    if not found:
        return 0
    with office.database.writing() as session:
        return sum(_note(session, one) for one in found)


def _note(session: Session, found: Unusual) -> bool:
    """What was looked into stays so."""
    query = select(UnusualReading).where(
        UnusualReading.why == found.why,
        UnusualReading.who == found.who,
        UnusualReading.began_at == found.began_at,
    )
    known = session.scalar(query)
    if known is None:
        session.add(
            UnusualReading(
                why=found.why,
                who=found.who,
                began_at=found.began_at,
                number=found.number,
            )
        )
        return True
    # the first hours of what is counted back are not whole any more
    known.number = max(known.number, found.number)
    return False
