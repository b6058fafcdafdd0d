"""The public log of an office with PostgreSQL: every decision once, held by the trail, and passed by the checker."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import delete, func, select

from forms_app.base.audit import AuditEntry, AuditReason
from forms_app.publishing import evidence
from forms_app.publishing.public_log.outputs import HEAD
from tests.publishing.public_log.test_log import (
    decisions,
    edit,
    head_of,
    published,
    publisher_of,
)
from tests.publishing.public_log.test_verify_list import FITS, run
from tests.publishing.test_accept import GOOD
from tests.publishing.test_crash import REVOKED

pytestmark = pytest.mark.postgresql_only


@pytest.mark.walk
def test_every_decision_is_a_line_and_names_the_trail(office, tmp_path) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    publisher.later.settle()
    tree = office.site / "tree"
    assert run(str(tree), "--save", str(tmp_path / "head.txt")).returncode == FITS
    edit(publisher, REVOKED)
    publisher.later.settle()
    assert decisions(office) == ["approved", "revoked"]
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 2
        newest = select(AuditEntry.entry_hash).order_by(AuditEntry.number.desc())
        assert head_of(office).audit == session.scalars(newest).first()
    assert any("audit" in line for line in map(json.loads, published(office)))
    assert evidence.check(office) is None
    since = str(tmp_path / "head.txt")
    assert run(str(tree), "--since", since).returncode == FITS
    assert (tree / HEAD).exists()


@pytest.mark.walk
def test_a_tail_of_the_trail_that_is_gone_is_told(office) -> None:
    publisher = publisher_of(office)
    edit(publisher, GOOD)
    edit(publisher, REVOKED)
    publisher.later.settle()
    with office.database.writing() as session:
        session.execute(delete(AuditReason))
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
    broken = evidence.check(office)
    assert broken is not None
