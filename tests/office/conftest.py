"""An office with something of everything."""

from __future__ import annotations

import pytest

from forms_app.base.attachments import operations
from forms_app.base.attachments.rules import Kind
from forms_app.base.attachments.taking import Taken
from forms_app.base.clock import real_now
from forms_app.base.exports import store as exports
from forms_app.base.exports.models import Export
from forms_app.base.office import Office
from forms_app.people.rosters import queries
from tests.conftest import NOW
from tests.office.retention import filled
from tests.office.retention.filled import OFFICER

PAPERS = operations.Belongs("application/1", "qiantou", "qiantou-2", "x")


@pytest.fixture
def full(office) -> Office:
    """Something in every encrypted column, sealed files, a table that waits."""
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        for number in range(1, 6):
            filled.person(session, unit, number)
        filled.everything_about(office, session, unit, queries.person(session, unit, 1))
        filled.everything_else(session, unit)
        taken = [Taken(Kind.PHOTO, b"first"), Taken(Kind.PDF, b"second")]
        operations.attach(session, office, PAPERS, taken, actor=OFFICER, now=NOW)
        waits = Export(
            kind="x",
            subject="x",
            given={},
            asked_by={},
            language="en",
            office_time=NOW,
            asked_at=real_now(),
        )
        session.add(waits)
    exports.keep(office, waits, b"a table")
    return office
