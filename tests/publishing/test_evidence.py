"""`kaigong audit verify`: the trail against what was published and closed of it, and reasons that went."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from forms_app.base import audit
from forms_app.office.desk.models import DayClose
from forms_app.office.retention import deletions, operations
from forms_app.office.retention.keeping import REASONS
from forms_app.publishing import evidence
from forms_app.publishing.release.log import ReleaseLog
from tests.base.test_audit import ACTOR, fill
from tests.conftest import NOW


@pytest.fixture
def released(office):
    """Three entries, a release that names the newest, and a closed day that does."""
    fill(office)
    with office.database.writing() as session:
        newest = audit.head(session)
        session.add(
            DayClose(
                community="qiantou",
                day=NOW.date(),
                closed_at=NOW,
                closed_by="staff:a",
                figures={},
                head=newest,
            )
        )
    ReleaseLog(office.site).append({"release": 1, "at": "", "audit_head": newest})
    return office


def test_a_trail_that_was_published_fits(released) -> None:
    assert evidence.check(released) is None


def test_a_trail_that_was_emptied_does_not(released) -> None:
    with released.database.writing() as session:
        session.execute(text("DELETE FROM audit_reasons"))
        session.execute(text("DELETE FROM audit_entries"))
        session.execute(text("DELETE FROM day_closes"))
        empty = {"number": 0, "entry_hash": audit.GENESIS, "seal": ""}
        session.execute(update(audit.AuditHead).values(empty))
    assert "release 1" in str(evidence.check(released))


def test_the_sheet_of_a_closed_day_is_asked_too(released) -> None:
    (released.site / "releases.log").unlink()
    with released.database.writing() as session:
        session.execute(update(DayClose).values(head="f" * 64))
    assert "the sheet of qiantou" in str(evidence.check(released))


def test_a_reason_that_went_by_no_rule_is_missed(released) -> None:
    with released.database.writing() as session:
        session.execute(text("DELETE FROM audit_reasons WHERE entry_number = 2"))
    assert "1 reasons were erased, and 0" in str(evidence.check(released))


def test_a_reason_that_went_by_the_rule_is_counted(released) -> None:
    with released.database.writing() as session:
        deletions.forget(session, released, REASONS.kind, [2], row="row", now=NOW)
    assert evidence.check(released) is None, "before its certificate"
    with released.database.writing() as session:
        operations.certify(session, rule="rule", actor=ACTOR, now=NOW)
    assert evidence.check(released) is None
