"""The audit trail against what was written down of it outside of it: the release log, the
public log with a head that somebody kept, the sheets of closed days, and the count of the
reasons that were erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.audit import Anchor, AuditEntry, Broken
from forms_app.base.office import Office
from forms_app.office.desk.models import DayClose
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.operations import RUN
from forms_app.publishing.public_log.leaf_file import Kept
from forms_app.publishing.public_log.on_site import LogOnSite, known_lines
from forms_app.publishing.public_log.shelf import is_told
from forms_app.publishing.public_log.tree_head import TreeHead
from forms_app.publishing.release.log import ReleaseLog


def check(office: Office, saved: TreeHead | None = None) -> Broken | None:
    """The first thing that does not fit; None when everything does.

    The logs are read first: what is written meanwhile only adds to the trail. `saved` is a
    head of the public log that somebody kept elsewhere.
    """
    on_site = LogOnSite.of(office)
    heads = [head for head in (on_site.head(), saved) if head]
    lines = known_lines(office, on_site)
    written = [*_of_releases(office), *_of_log(lines, heads)]
    with office.database.reading() as session:
        anchors = [*written, *_of_days(session)]
        broken = audit.verify(session, anchors) or _reasons(session)
    return broken or next(
        (_lost(one) for one in heads if not is_told(lines, one)), None
    )


def _of_log(lines: Iterable[Kept], heads: Iterable[TreeHead]) -> Iterator[Anchor]:
    for one in lines:
        said = _read(one.line)
        if "audit" in said:
            yield Anchor(f"the public log of {said['moment']}", said["audit"])
    for head in heads:
        if head.audit:
            yield Anchor(f"the public log, release {head.release},", head.audit)


def _read(line: str) -> dict[str, str]:
    """Nothing of what is no line: the head does not fit then."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _lost(head: TreeHead) -> Broken:
    says = f"the public log is not what was published with release {head.release}"
    return Broken(0, says)


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
