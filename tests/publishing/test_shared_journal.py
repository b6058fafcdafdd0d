"""The journal of hosts that share a database: each has all of it, once, and what one accepted alone gives way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forms_app.base import fence, logs
from forms_app.base.audit import AuditEntry
from forms_app.base.config import Config
from forms_app.base.db import Database, DatabaseAway
from forms_app.base.fence import Fenced
from forms_app.base.jsonfiles import read_json
from forms_app.base.publisher_lease import fence_of
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.journal import Change, Journal
from forms_app.publishing.intake.shared_journal import SharedJournal, journal_of
from forms_app.publishing.models import JournalRow
from forms_app.publishing.service.publisher import Publisher
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED, converges
from tests.rule_files import CAMPAIGN, DECISIONS

PATH = f"{DECISIONS}/qiantou/{REFERENCE}.md"
NOWHERE = "postgresql+psycopg://kaigong@127.0.0.1:1/postgres"
FIRST = Change(
    1, "accepted", REFERENCE, "qiantou", PATH, GOOD, None, "h", "a", "t", "2020-03-05"
)
TAKEN = replace(FIRST, sequence=2, text=REVOKED, before=GOOD)
GRANTED = replace(
    FIRST, sequence=3, path=PATH.replace(REFERENCE, "QT-ACACAA"), reference="QT-ACACAA"
)


class Host:
    """A folder, with a way to the database that may be cut."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir()
        self.data = folder / "data"
        self.data.mkdir()
        self.database = Database(url, self.data / "write.lock")
        self.journal = SharedJournal(self.data / "journal.jsonl", self.database)

    def cut_off(self) -> None:
        self.journal.database = Database(NOWHERE, self.data / "write.lock")

    def reach(self) -> None:
        self.journal.database = self.database

    def settled(self) -> list[Change]:
        """What it has after a start."""
        self.journal.settle()
        return list(self.journal)


@pytest.fixture
def hosts(databases, tmp_path) -> Iterator[tuple[Host, Host]]:
    with databases.fresh() as url:
        given = {"KAIGONG_OFFICE": "/", "DATABASE_URL": url}
        url = Config.from_environ(given).database_url
        pair = (Host(tmp_path / "first", url), Host(tmp_path / "second", url))
        yield pair
        fence.leave()
        for host in pair:
            host.database.close()


@pytest.fixture(params=["file", "table"])
def journal(request, tmp_path) -> Journal:
    if request.param == "file":
        return Journal(tmp_path / "journal.jsonl")
    return request.getfixturevalue("hosts")[0].journal


def test_it_reads_as_it_was_written(journal) -> None:
    journal.settle()
    journal.append([FIRST, TAKEN])
    journal.append([GRANTED])
    assert list(journal) == [FIRST, TAKEN, GRANTED]
    assert journal.after(1) == [TAKEN, GRANTED]
    assert next(journal.newest_first()) == GRANTED
    assert journal.last_sequence() == 3


def test_what_one_host_accepted_another_has_when_it_begins(hosts) -> None:
    first, second = hosts
    first.journal.append([FIRST, TAKEN])
    assert second.settled() == [FIRST, TAKEN]
    second.journal.append([GRANTED])
    assert first.settled() == second.settled() == [FIRST, TAKEN, GRANTED]


def test_the_journal_of_an_office_that_was_alone_is_shared_at_the_start(hosts) -> None:
    first, second = hosts
    Journal(first.journal.path).append([FIRST, TAKEN])
    first.settled()
    assert second.settled() == [FIRST, TAKEN]


def test_one_whose_lease_is_over_writes_nowhere(hosts) -> None:
    first, second = hosts
    own = fence_of(first.database, first.data)
    assert fence.take(own)
    first.journal.append([FIRST])
    own.give_back()
    assert fence_of(second.database, second.data).take()
    with pytest.raises(Fenced):
        first.journal.append([TAKEN])
    fence.leave()
    assert list(first.journal) == second.settled() == [FIRST]


def test_what_was_accepted_while_the_database_was_away_follows(hosts) -> None:
    first, second = hosts
    first.journal.append([FIRST])
    first.cut_off()
    first.journal.append([TAKEN])
    assert list(first.journal) == [FIRST, TAKEN]
    with pytest.raises(DatabaseAway):
        first.journal.send()
    assert second.settled() == [FIRST]
    first.reach()
    first.journal.append([GRANTED])
    assert second.settled() == [FIRST, TAKEN, GRANTED]


def test_one_that_was_cut_off_takes_away_and_gives_nothing_where_others_went_on(
    hosts, tmp_path
) -> None:
    first, second = hosts
    first.journal.append([FIRST])
    second.settled()
    first.cut_off()
    first.journal.append([TAKEN, GRANTED])
    tree = tmp_path / "accepted"
    alone = Accepted(tree, first.journal)
    assert alone.read(PATH) == REVOKED
    assert alone.read(GRANTED.path)
    other = replace(GRANTED, sequence=2, text=GOOD.replace("Pilot", "Batch: 2\nPilot"))
    second.journal.append([other])
    first.reach()
    with pytest.raises(Fenced):
        first.journal.append([replace(GRANTED, sequence=4)])
    follows = replace(TAKEN, sequence=3)
    assert first.settled() == second.settled() == [FIRST, other, follows]
    again = Accepted(tree, first.journal)
    assert again.read(PATH) == REVOKED, "it follows"
    assert again.read(GRANTED.path) == other.text, "the other one stands"
    assert read_json(tree / "applied.json")["sequence"] == 3
    assert first.settled() == [FIRST, other, follows], "once"


def test_one_that_stands_by_gives_way_when_what_it_took_away_is_known(
    hosts, tmp_path
) -> None:
    first, second = hosts
    granted = replace(FIRST, at="2020-03-05T01:00:00+00:00")
    first.journal.append([granted])
    second.settled()
    first.cut_off()
    own = replace(TAKEN, at="2020-03-05T01:10:00+00:00")
    first.journal.append([own, GRANTED])
    other = replace(GRANTED, sequence=2, path="another", reference="QT-ADADAA")
    second.journal.append([other])
    first.reach()
    behind = SharedJournal(first.journal.path, first.database)  # it began anew
    assert behind.follow() == 0 and behind.has_own()
    offered = replace(TAKEN, sequence=3, at="2020-03-05T01:11:00+00:00")
    second.journal.append([offered])
    assert behind.follow() == 2 and not behind.has_own()
    assert list(behind) == [granted, other, offered]
    noted = read_json(first.journal.path.with_suffix(".strays"))
    assert [one["path"] for one in noted["changes"]] == [own.path, GRANTED.path]


def test_a_grant_that_nobody_else_knows_is_forgotten(hosts, tmp_path) -> None:
    first, second = hosts
    first.journal.append([FIRST])
    second.settled()
    checking = replace(TAKEN, what="checking", text=GOOD)
    first.cut_off()
    first.journal.append([replace(GRANTED, sequence=2)])
    tree = tmp_path / "accepted"
    assert Accepted(tree, first.journal).read(GRANTED.path)
    second.journal.append([checking])
    first.reach()
    assert first.settled() == [FIRST, checking]
    again = Accepted(tree, first.journal)
    assert again.read(GRANTED.path) is None
    assert again.says(f"{CAMPAIGN}/{REFERENCE}") == "checking"


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite is on one machine")
@pytest.mark.parametrize("step", ["_insert", "SharedJournal._send"])
def test_killed_between_the_table_and_the_copy_it_converges(office, step) -> None:
    name = f"forms_app.publishing.intake.shared_journal.{step}"
    converges(office, "after", name, 1)
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalRow)) == 2
        actions = select(AuditEntry.action).order_by(AuditEntry.number)
        told = session.scalars(actions).all()
    assert told == ["permission.approved", "permission.revoked"]


@pytest.mark.postgresql_only(reason="SQLite is on one machine")
def test_an_office_on_postgresql_has_its_journal_there(office) -> None:
    put(office, GOOD)
    Publisher(office, logs.configure()).cycle("test")
    assert isinstance(journal_of(office), SharedJournal)
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalRow)) == 1
