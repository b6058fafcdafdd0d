"""The audit trail against what was written down of it outside of it: the release log, the
sheets of closed days, and the count of the reasons that were erased.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.audit import Anchor, AuditEntry, Broken
from forms_app.base.office import Office
from forms_app.office.desk.models import DayClose
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.operations import RUN
from forms_app.publishing.release.log import ReleaseLog


def check(office: Office) -> Broken | None:
    """The first thing that does not fit; None when everything does.

    The release log is read first: what is written meanwhile only adds to the trail.
    """
    released = list(_of_releases(office))
    with office.database.reading() as session:
        anchors = [*released, *_of_days(session)]
        return audit.verify(session, anchors) or _reasons(session)


def _of_releases(office: Office) -> Iterator[Anchor]:
    for entry in ReleaseLog(office.site).entries():
        if head := entry.get("audit_head"):
            yield Anchor(f"release {entry['release']}", head)


def _of_days(session: Session) -> Iterator[Anchor]:
    for day in session.scalars(select(DayClose).order_by(DayClose.id)):
        yield Anchor(f"the sheet of {day.community}, {day.day}", day.head)


def _reasons(session: Session) -> Broken | None:
    """The text of a reason goes by retention or erasure alone, which count what they
    delete.
    """
    gone = audit.erased_reasons(session)
    told = _certified(session) + _not_certified_yet(session)
    if gone == told:
        return None
    return Broken(0, f"{gone} reasons were erased, and {told} of that were entered")


def _certified(session: Session) -> int:
    runs = select(AuditEntry.details).where(AuditEntry.action == RUN)
    return sum(
        count
        for details in session.scalars(runs)
        for count in details["deleted"].get(REASONS.kind, {}).values()
    )


def _not_certified_yet(session: Session) -> int:
    open_ones = select(func.sum(DeletionBatch.count)).where(
        DeletionBatch.kind == REASONS.kind, DeletionBatch.certificate.is_(None)
    )
    return session.scalar(open_ones) or 0
