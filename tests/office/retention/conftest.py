"""What tests of retention share: an office with its rule, changed where a test says so, and a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from forms_app.office.retention import nightly
from forms_app.office.retention.certificates import Certificate
from forms_app.people.rosters import queries
from forms_app.publishing.intake.accept import Acceptance
from tests.conftest import NOW
from tests.office.retention import filled
from tests.office.retention.filled import OFFICER, TODAY


@pytest.fixture
def rule(office) -> Callable[..., None]:
    """Change content/rules/retention.toml and have it accepted."""

    def change(*changes: tuple[str, str]) -> None:
        path = office.content / "rules" / "retention.toml"
        text = path.read_text(encoding="utf-8")
        for was, becomes in changes:
            assert was in text
            text = text.replace(was, becomes)
        path.write_text(text, encoding="utf-8")
        done = Acceptance(office.content, office.accepted, office.data).run(
            NOW.date(), NOW
        )
        assert not [fault for fault in done.faults if "retention" in fault.path], (
            done.faults
        )

    return change


@pytest.fixture
def forget(office) -> Callable[..., Certificate]:
    """One run of the night."""

    def once(now: datetime = NOW, **given: Any) -> Certificate:
        given = {"progress": lambda _says: None, **given}
        return nightly.run(office, actor=OFFICER, now=now, **given)

    return once


@pytest.fixture
def crowd(office) -> tuple[set[bytes], set[bytes]]:
    """Two hundred people of whom every other left long ago, moved about as life does; what is stored of each half."""
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        for number in range(1, 100):
            filled.person(session, unit, number)
        filled.everything_about(office, session, unit, queries.person(session, unit, 1))
    with office.database.writing() as session:
        for person in queries.people(session, unit):
            person.room = f"{person.room} 后来搬到一个长得多的地址" * (
                person.number % 5
            )
            person.left_on = TODAY - timedelta(days=20) if person.number % 2 else None
    with office.database.reading() as session:
        gone = set[bytes]()
        kept = set[bytes]()
        for person in queries.people(session, unit, gone=True):
            phone = person.phone_index.encode()
            (gone if person.left_on else kept).add(phone)
        name = "SELECT name, phone, place, room FROM people WHERE left_on IS {} NULL"
        for which, where in ((gone, "NOT"), (kept, "")):
            for row in session.connection().exec_driver_sql(name.format(where)):
                which |= set(row)
        who = queries.person(session, unit, 1).id
        for table, column in (
            ("isolation_cases", "place"),
            ("readings", "celsius"),
            ("determinations", "overridden_reason"),
        ):
            query = f"SELECT {column} FROM {table} WHERE person_id = {who}"
            gone |= {
                value
                for value in session.connection().exec_driver_sql(query).scalars()
                if value
            }
    return gone, kept
