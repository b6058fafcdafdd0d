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
from forms_app.base.feature import parts
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.features import FEATURES
from forms_app.office.retention import dossier
from forms_app.office.retention.deletions import forget_all, put_down
from forms_app.office.retention.enterprise import keys_of
from forms_app.office.retention.keeping import REASONS
from forms_app.office.retention.models import DeletionBatch
from forms_app.office.retention.person import keys_of_person
from forms_app.office.retention.rules import ASKED
from forms_app.people.rosters.keeping import IMPORTS
from forms_app.people.rosters.models import Person
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
    _must_say_why(reason)
    keys = keys_of_person(session, person)
    sheets = dossier.take_out_of_sheets(session, person)
    audit.record(
        session,
        actor=actor,
        action="person.erase",
        subject=person.enterprise.reference,
        now=now,
        reason=reason,
        details={
            "person": person.number,
            "reasons": len(keys[REASONS.kind]),
            "sheets": len(sheets),
        },
    )
    # only some rows of them went, but a restored backup would have those again: it
    # loses the sheets
    if sheets:
        put_down(session, office, IMPORTS.kind, sheets, row=ASKED, now=now)
    forget_all(session, office, keys, row=ASKED, now=now)


def erase_enterprise(
    session: Session,
    office: Office,
    enterprise: Enterprise,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> dict[str, int]:
    """An enterprise with all its people: contacts, rosters, reports, cases, what it
    wrote, the words of reasons about it.

    Its register entry stays, as public as its content file is, and nobody gets in with
    its codes any more. Gives the counts by kind.

    Raises:
        Refused: without a reason.
    """
    _must_say_why(reason)
    keys = keys_of(session, enterprise)
    counts = {kind: len(ids) for kind, ids in keys.items()}
    for erase in parts(FEATURES, "erased"):
        erase(session, enterprise)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="enterprise.erase",
        subject=enterprise.reference,
        now=now,
        reason=reason,
        details={"erased": counts},
    )
    forget_all(session, office, keys, row=ASKED, now=now)
    return counts


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")
