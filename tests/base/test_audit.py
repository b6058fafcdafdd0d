"""The audit trail: chained, verified, erasable reasons."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text

from forms_app.base import audit
from forms_app.base.access import Actor
from tests.conftest import NOW

ACTOR = Actor("staff", "qiantou-reviewer")


def fill(office) -> None:
    with office.database.writing() as session:
        for number in range(3):
            audit.record(
                session,
                actor=ACTOR,
                action="x",
                subject=f"QT-{number}",
                now=NOW,
                reason="因为",
                details={"n": number},
            )


def broken(office) -> audit.Broken | None:
    with office.database.reading() as session:
        return audit.verify(session)


def test_an_untouched_chain_fits(office) -> None:
    fill(office)
    assert broken(office) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entries SET subject = 'QT-9' WHERE number = 2",
        "UPDATE audit_entries SET action = 'y' WHERE number = 2",
        "UPDATE audit_entries SET actor_id = 'other' WHERE number = 2",
        "UPDATE audit_entries SET details = '{}' WHERE number = 2",
        "UPDATE audit_entries SET at = '2020-01-01 00:00:00.000000' WHERE number = 2",
        "DELETE FROM audit_entries WHERE number = 2",
        "DELETE FROM audit_entries WHERE number = 3",
        "UPDATE audit_entries SET number = 9 WHERE number = 3",
    ],
)
def test_whatever_is_changed_or_missing_is_found(office, change) -> None:
    fill(office)
    with office.database.writing() as session:
        session.execute(text("DELETE FROM audit_reasons"))
        session.execute(text(change))
    assert broken(office) is not None


def test_an_erased_reason_leaves_the_chain_whole(office) -> None:
    fill(office)
    with office.database.writing() as session:
        session.execute(
            delete(audit.AuditReason).where(audit.AuditReason.entry_number == 2)
        )
    assert broken(office) is None


def test_a_changed_reason_is_found(office) -> None:
    fill(office)
    with office.database.writing() as session:
        session.get(audit.AuditReason, 2).text = "别的"
    assert broken(office).number == 2
