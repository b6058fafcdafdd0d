"""`kaigong audit verify`: the trail against what was published and closed of it, and reasons that went."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from forms_app import create_app
from forms_app.base import audit, logs
from forms_app.base.backup import PUBLIC_LOG
from forms_app.office.desk.models import DayClose
from forms_app.office.retention import deletions, operations
from forms_app.office.retention.keeping import REASONS
from forms_app.publishing import evidence
from forms_app.publishing.public_log.leaf_file import LeafFile
from forms_app.publishing.public_log.outputs import HEAD
from forms_app.publishing.release.log import ReleaseLog
from forms_app.publishing.service.publisher import Publisher
from tests.base.test_audit import ACTOR, fill
from tests.conftest import NOW, TestClock
from tests.publishing.test_accept import GOOD, put


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


@pytest.fixture
def noted(office):
    """An office whose public log names the newest of its audit trail."""
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    fill(office)
    put(office, GOOD)
    publisher.cycle("content")
    publisher.later.settle()
    return office


def cut(office) -> None:
    """Drop the newest entries with all that stands of them on this machine but the public log."""
    with office.database.writing() as session:
        session.execute(text("DELETE FROM audit_reasons"))
        session.execute(text("DELETE FROM audit_entries"))
        empty = {"number": 0, "entry_hash": audit.GENESIS, "seal": ""}
        session.execute(update(audit.AuditHead).values(empty))
    (office.site / "releases.log").unlink()


def test_a_tail_that_was_dropped_is_told_by_the_public_log(noted) -> None:
    assert evidence.check(noted) is None
    cut(noted)
    assert "the public log" in str(evidence.check(noted))


@pytest.mark.walk
def test_each_day_a_line_of_the_log_names_the_trail_of_then(noted) -> None:
    fill(noted)
    tomorrow = replace(noted, clock=TestClock(moment=(NOW + timedelta(days=1),)))
    publisher = Publisher(tomorrow, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    assert evidence.check(noted) is None
    said = [json.loads(one.line) for one in LeafFile(noted.data).read()]
    days = [line["moment"][:10] for line in said if "audit" in line]
    assert days == ["2020-03-05", "2020-03-06"]
    cut(noted)
    shutil.rmtree(noted.site)
    assert "the public log of 2020-03-05" in str(evidence.check(noted))


def test_a_head_that_somebody_kept_tells_what_no_file_here_does(
    noted, tmp_path
) -> None:
    saved = tmp_path / "head.txt"
    shutil.copy(noted.site / "tree" / HEAD, saved)
    assert verified(noted, saved).exit_code == 0
    cut(noted)
    shutil.rmtree(noted.site)
    (noted.data / PUBLIC_LOG).unlink()
    assert evidence.check(noted) is None, "everything here was made to fit"
    assert "the public log" in verified(noted, saved).output
    saved.write_text(saved.read_text("utf-8").replace("audit ", "audit 0"), "utf-8")
    assert "no head that this office has signed" in verified(noted, saved).output


def verified(office, head: Path):
    runner = create_app(office).test_cli_runner()
    return runner.invoke(args=["audit", "verify", "--head", str(head)])


def test_a_public_log_that_lost_lines_is_told(noted) -> None:
    file = noted.data / PUBLIC_LOG
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "not what was published" in str(evidence.check(noted))


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
