"""A host that cannot reach the database may have been overtaken: what it grants waits, what it takes away does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forms_app.base import fence, logs
from forms_app.base.db import Database
from forms_app.base.publisher_lease import TableFence, fence_of
from forms_app.publishing.intake.uncertain import UNCERTAIN, certain_again
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.soon import word_on
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.publishing.test_shared_journal import NOWHERE
from tests.rule_files import DECISIONS

PAGE = f"enterprises/{REFERENCE}/index.html"
PATH = f"{DECISIONS}/qiantou/{REFERENCE}.md"


@pytest.fixture
def publisher(office) -> Iterator[Publisher]:
    assert fence.take(fence_of(office.database, office.data))
    made = Publisher(office, logs.configure())
    made.cycle("start")
    yield made
    fence.leave()


def cut_off(office, monkeypatch) -> None:
    own = fence._mine.fence
    assert isinstance(own, TableFence)
    nowhere = Database(NOWHERE, office.data / "write.lock")
    monkeypatch.setattr(own, "database", nowhere)
    monkeypatch.setattr(own, "certain_until", 0.0)


def says(office) -> str:
    file = office.site / "tree" / PAGE
    return word_on(file.read_text(encoding="utf-8")) if file.exists() else ""


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_a_grant_waits_until_the_database_is_back(
    office, publisher, monkeypatch
) -> None:
    put(office, GOOD)
    with monkeypatch.context() as patch:
        cut_off(office, patch)
        publisher.cycle("content", {PATH})
        assert says(office) == ""
        assert publisher.acceptance.own[PATH].says == UNCERTAIN
        assert "连不上数据库" in (office.content / "FAULTS.txt").read_text("utf-8")
        assert certain_again(publisher.acceptance.own) == set()
    fence._mine.fence.ask_again = 0.0
    assert certain_again(publisher.acceptance.own) == {PATH}
    publisher.cycle("content", {PATH})
    assert says(office)
    assert certain_again(publisher.acceptance.own) == set()


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_what_takes_away_does_not_wait_and_is_not_taken_back(
    office, publisher, monkeypatch
) -> None:
    put(office, GOOD)
    publisher.cycle("content", {PATH})
    granted = says(office)
    cut_off(office, monkeypatch)
    put(office, REVOKED.replace("Revision: 3", "Revision: 4"))
    publisher.cycle("content", {PATH})
    taken = says(office)
    assert taken != granted
    put(office, GOOD.replace("Revision: 3", "Revision: 5"))
    publisher.cycle("content", {PATH})
    publisher.cycle("start")
    assert says(office) == taken


@pytest.mark.walk
@pytest.mark.sqlite_only(reason="one machine")
def test_one_machine_is_always_certain(office, publisher) -> None:
    put(office, GOOD)
    publisher.cycle("content", {PATH})
    assert says(office)
