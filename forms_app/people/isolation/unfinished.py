"""What keeps isolation open where an office has switched it off: whoever still stays in,
and whoever had a fever that nobody has closed.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.people.isolation.models import Alarm, Case


def cases(session: Session) -> int:
    query = select(func.count()).select_from(Case).where(Case.closed_at.is_(None))
    return session.scalar(query) or 0


def alarms(session: Session) -> int:
    query = select(func.count()).select_from(Alarm).where(Alarm.closed_at.is_(None))
    return session.scalar(query) or 0
