"""Certifying a night's deletions, giving somebody a copy of what is kept about them,
erasing it. One audit entry each.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.base.personal import access_hash, new_code
from forms_app.base.refusal import Refused
from forms_app.ledger.sweeps.models import SweepUnit
from forms_app.office.retention import dossier
from forms_app.office.retention.deletions import forget, put_down
from forms_app.office.retention.enterprise import keys_of
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.rules import ASKED, Kind
from forms_app.people.rosters.models import Person, Roster
from forms_app.permits.enterprises.models import Enterprise

RUN = "retention.run"


def certify(
    session: Session, rule: str, *, actor: Actor, now: datetime
) -> audit.AuditEntry:
    """One certificate for every batch that has none yet; it is this entry, and its
    number is the entry's subject.
    """
    day = f"{now:%Y-%m-%d}"
    of_today = (
        audit.AuditEntry.action == RUN,
        audit.AuditEntry.subject.startswith(f"{day}-"),
    )
    already = (
        session.scalar(
            select(func.count()).select_from(audit.AuditEntry).where(*of_today)
        )
        or 0
    )
    name = f"{day}-{already + 1}"
    deleted = dict[str, dict[str, int]]()
    open_ones = DeletionBatch.certificate.is_(None)
    counted = select(
        DeletionBatch.kind, DeletionBatch.row, func.sum(DeletionBatch.count)
    ).where(open_ones)
    for kind, row, number in session.execute(
        counted.group_by(DeletionBatch.kind, DeletionBatch.row)
    ):
        deleted.setdefault(kind, {})[row] = int(number)
    session.execute(update(DeletionBatch).where(open_ones).values(certificate=name))
    details = {"rule": rule, "deleted": deleted}
    return audit.record(
        session,
        actor=actor,
        action=RUN,
        subject=name,
        now=now,
        basis=rule,
        details=details,
    )


def export_person(
    session: Session, person: Person, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Everything kept about somebody, to be given to them (PIPL 45)."""
    found = dossier.collect(session, person, now)
    details = {"person": person.number}
    subject = person.enterprise.reference
    audit.record(
        session,
        actor=actor,
        action="person.export",
        subject=subject,
        now=now,
        details=details,
    )
    return found


def erase_person(
    session: Session,
    office: Office,
    person: Person,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Somebody asked to be forgotten (PIPL 47): the record with all that hangs on it,
    rows of sheets that name them, and the words of reasons about them. Audit entries
    stay, with ids and codes.

    Raises:
        Refused: without a reason.
    """
    if not reason.strip():
        raise Refused("请写明理由。")
    subject = person.enterprise.reference
    number = person.number
    reasons = dossier.reasons_about(session, [person.id])
    own_reports = dossier.own_reports(session, person)
    sheets = dossier.take_out_of_sheets(session, person)
    details = {"person": number, "reasons": len(reasons), "sheets": len(sheets)}
    audit.record(
        session,
        actor=actor,
        action="person.erase",
        subject=subject,
        now=now,
        reason=reason,
        details=details,
    )
    # only some rows of them went, but a restored backup would have those again: it
    # loses the sheets
    if sheets:
        put_down(session, office, Kind.IMPORTS, sheets, row=ASKED, now=now)
    for kind, ids in (
        (Kind.REASONS, reasons),
        (Kind.REPORTS, own_reports),
        (Kind.PEOPLE, [person.id]),
    ):
        forget(session, office, kind, ids, row=ASKED, now=now)


def erase_enterprise(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> dict[Kind, int]:
    """An enterprise with all its people: contacts, rosters, reports, cases, what it
    wrote, the words of reasons about it.

    Its register entry stays, as public as its content file is, and nobody gets in with
    its codes any more. Gives the counts by kind.

    Raises:
        Refused: without a reason.
    """
    if not reason.strip():
        raise Refused("请写明理由。")
    keys = keys_of(session, enterprise)
    subject = enterprise.reference
    counts = {kind: len(ids) for kind, ids in keys.items()}
    enterprise.access_hash = access_hash(subject, new_code(12))
    enterprise.access_version = enterprise.access_version + 1
    session.execute(
        update(Roster)
        .where(Roster.enterprise_id == enterprise.id)
        .values(wall_hash=None)
    )
    for unit in session.scalars(
        select(SweepUnit).where(SweepUnit.enterprise_id == enterprise.id)
    ):
        unit.note = ""
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="enterprise.erase",
        subject=subject,
        now=now,
        reason=reason,
        details={"erased": counts},
    )
    for kind, ids in keys.items():
        forget(session, office, kind, ids, row=ASKED, now=now)
    return counts
