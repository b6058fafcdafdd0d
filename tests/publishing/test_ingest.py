"""The database follows the journal batch by batch: what a batch asks it does not grow with the batch."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.base import audit, logs
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.intake.ingest import ingest
from forms_app.publishing.intake.journal import FILE, Journal
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import NOW, post
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.statements import counted

LETTERS = "ACDEFHJKMN"


def accept_ten(office, accept, number: int) -> None:
    for letter in LETTERS:
        reference = f"QT-AAAA{letter}{LETTERS[number]}"
        put(office, GOOD.replace(REFERENCE, reference), reference)
    accept(number)


def entries(office) -> list[audit.AuditEntry]:
    with office.database.reading() as session:
        assert audit.verify(session) is None
        query = select(audit.AuditEntry).order_by(audit.AuditEntry.number)
        found = list(session.scalars(query))
    return [one for one in found if one.action.startswith("permission.")]


def test_a_batch_asks_the_database_as_much_as_one_of_a_quarter(office, accept) -> None:
    journal = Journal(office.data / FILE)
    asked = []
    tens = iter(range(len(LETTERS)))
    for batches in (1, 1, 4):
        for _batch in range(batches):
            accept_ten(office, accept, next(tens))
        with counted(office) as said:
            assert ingest(office, journal, NOW) == 10 * batches
        asked.append(len(said))
    assert asked[1] == asked[2] <= asked[0]
    assert len(entries(office)) == 60


@pytest.mark.same_on_both(reason="about the order of changes, not the database")
def test_an_edit_by_a_button_is_one_change_of_a_batch_though_another_has_its_text(
    office, client, staff
) -> None:
    reference, _code = journeys.register(client)
    path = put(office, GOOD.replace(REFERENCE, reference), reference)
    acceptance = Publisher(office, logs.configure()).acceptance
    acceptance.run(NOW.date(), NOW)
    ingest(office, acceptance.journal, NOW)
    reviewer = staff("reviewer", ("qiantou",))
    page = f"/app/staff/enterprises/{reference}/suspend/"
    assert post(reviewer, page, reason="消防通道堵塞").status_code == 302
    suspended = path.read_text(encoding="utf-8")
    for text in (suspended, suspended.replace("Batch: 3", "Batch: 4"), suspended):
        path.write_text(text, encoding="utf-8")
        acceptance.run(NOW.date(), NOW)
    assert ingest(office, acceptance.journal, NOW) == 3
    assert [one.actor_kind for one in entries(office)] == [
        "content-file",
        "staff",
        "content-file",
        "content-file",
    ]
    with office.database.reading() as session:
        assert [one.settled for one in session.scalars(select(Intent))] == ["matched"]
