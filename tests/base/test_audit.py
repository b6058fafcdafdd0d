"""The audit trail: chained, verified, erasable reasons."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, text, update

from forms_app.base import audit, audit_entries
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


def fill_one(office) -> None:
    with office.database.writing() as session:
        audit.record(session, actor=ACTOR, action="x", subject="QT-9", now=NOW)


def record(session, number: int) -> None:
    subject = f"QT-{number}"
    audit.record(session, actor=ACTOR, action="x", subject=subject, now=NOW)


def entries():
    return select(audit.AuditEntry).order_by(audit.AuditEntry.number)


def broken(office) -> audit.Broken | None:
    with office.database.reading() as session:
        return audit.verify(session)


def test_an_untouched_chain_fits(office) -> None:
    fill(office)
    assert broken(office) is None


def test_entries_recorded_together_are_a_chain_that_goes_on_after_them(office) -> None:
    fill(office)
    with office.database.writing() as session:
        with audit.together(session):
            record(session, 3)
            record(session, 4)
        record(session, 5)
    fill_one(office)
    assert broken(office) is None
    with office.database.reading() as session:
        numbers = [entry.number for entry in session.scalars(entries())]
    assert numbers == [*range(1, 8)]


def test_a_batch_that_fails_leaves_the_chain_as_it_was(office) -> None:
    fill(office)
    with (
        pytest.raises(KeyError),
        office.database.writing() as session,
        audit.together(session),
    ):
        record(session, 3)
        raise KeyError
    fill_one(office)
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


def test_an_entry_of_before_the_key_fits_and_new_ones_follow_it(office) -> None:
    fill(office)
    with office.database.writing() as session:
        previous = audit.GENESIS
        for entry in session.scalars(entries()):
            entry.scheme = audit_entries.PLAIN
            entry.previous_hash = previous
            previous = entry.entry_hash = audit_entries.entry_hash(entry)
        session.execute(update(audit.AuditHead).values(entry_hash=previous, seal=""))
    assert broken(office) is None
    fill_one(office)
    assert broken(office) is None
    with office.database.reading() as session:
        assert [entry.scheme for entry in session.scalars(entries())] == [1, 1, 1, 2]


def test_who_has_no_key_rewrites_no_chain(office) -> None:
    """The chain made anew as it was hashed before there was a key."""
    fill(office)
    with office.database.writing() as session:
        first = session.get(audit.AuditEntry, 1)
        first.actor_id = "other"
        entry = session.get(audit.AuditEntry, 3)
        entry.scheme = audit_entries.PLAIN
        entry.entry_hash = audit_entries.entry_hash(entry)
        session.execute(update(audit.AuditHead).values(entry_hash=entry.entry_hash))
    assert broken(office).number == 1
    with office.database.writing() as session:
        session.get(audit.AuditEntry, 1).actor_id = ACTOR.id
    assert broken(office).number == 3


def test_a_dropped_tail_is_found_though_the_head_was_set_back(office) -> None:
    fill(office)
    with office.database.writing() as session:
        session.execute(text("DELETE FROM audit_reasons WHERE entry_number > 1"))
        session.execute(text("DELETE FROM audit_entries WHERE number > 1"))
        first = session.get(audit.AuditEntry, 1)
        session.execute(
            update(audit.AuditHead).values(number=1, entry_hash=first.entry_hash)
        )
    assert "head" in broken(office).says


def test_a_head_that_was_written_down_elsewhere_must_be_in_the_trail(office) -> None:
    fill(office)
    with office.database.reading() as session:
        known = audit.Anchor("release 1", audit.head(session))
        assert audit.verify(session, [known]) is None
        other = audit.Anchor("release 2", "f" * 64)
        assert "release 2" in audit.verify(session, [known, other]).says


def test_a_changed_reason_is_found(office) -> None:
    fill(office)
    with office.database.writing() as session:
        session.get(audit.AuditReason, 2).text = "别的"
    assert broken(office).number == 2
