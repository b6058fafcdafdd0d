"""An office goes from SQLite to PostgreSQL and back, with its photos into a bucket and back: every row the same, nothing lost by a kill, nothing overwritten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from click.testing import Result
from sqlalchemy import create_engine, func, select, text

from forms_app import create_app
from forms_app.base import audit, db, identity, logs
from forms_app.base.attachments import store
from forms_app.base.attachments.models import Attachment
from forms_app.base.away import (
    CopyUnfinished,
    DatabaseClosed,
    DatabaseLeft,
    ObjectsElsewhere,
)
from forms_app.base.contentfile.write import file_hash
from forms_app.base.exports import store as exports
from forms_app.base.exports.models import Export
from forms_app.base.identity import Identity, Standing
from forms_app.base.jobs import lease
from forms_app.base.jsonfiles import write_json
from forms_app.base.lock import alone
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.office.copying import copying, filling, target
from forms_app.office.copying.tables import Sum, every_table
from forms_app.people.rosters.models import Person
from forms_app.publishing.intake import working_copy
from forms_app.publishing.intake.journal import Change
from forms_app.publishing.intake.shared_journal import journal_of
from forms_app.publishing.models import JournalRow, Offer, Version
from forms_app.publishing.service.publisher import Publisher
from tests import journeys, s3
from tests.conftest import TestClock
from tests.office.conftest import PAPERS
from tests.office.retention import filled
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.rule_files import DECISIONS

FEEDBACK = {"about": "decision", "text": "示例：路灯不亮", "community": "qiantou"}
pytestmark = pytest.mark.sqlite_only("it goes from one database to the other itself")


@pytest.fixture
def settled(full) -> Office:
    identity.settle(full, metadata)
    return full


@pytest.fixture
def postgresql(databases) -> Iterator[str]:
    """An empty database."""
    with databases.fresh(empty=True) as url:
        yield url


def kaigong(office: Office, *words: str) -> Result:
    """The command, in English."""
    runner = create_app(office).test_cli_runner()
    return runner.invoke(args=list(words), env={"LANG": "en_US.UTF-8"})


@pytest.fixture
def opened() -> Iterator[Callable[..., Office]]:
    """The office as another process opens it, with other settings."""
    every: list[Office] = []

    def once(office: Office, database: str = "", **changed: object) -> Office:
        if database.startswith("postgresql://"):
            database = "postgresql+psycopg://" + database.removeprefix("postgresql://")
        url = database or office.config.database_url
        config = replace(office.config, database_url=url, **changed)
        every.append(replace(Office.open(config), clock=TestClock()))
        return every[-1]

    yield once
    for office in every:
        office.database.close()


def sums(office: Office) -> dict[str, Sum]:
    with office.database.reading() as session:
        connection = session.connection()
        return {one.name: one.sum(connection) for one in every_table()}


def papers(office: Office, lost: int = 0) -> list[bytes]:
    """What the photos (but one that is lost) and the table hold, opened."""
    with office.database.reading() as session:
        query = (
            select(Attachment)
            .where(Attachment.belongs_to == PAPERS.to, Attachment.id != lost)
            .order_by(Attachment.id)
        )
        found = [store.read(office, row) for row in session.scalars(query)]
        return [*found, exports.read(office, session.scalars(select(Export)).one())]


def people(office: Office) -> list[tuple]:
    with office.database.reading() as session:
        query = select(Person).order_by(Person.id)
        return [
            (one.id, one.name, one.phone, one.stayed, one.arrived_on)
            for one in session.scalars(query)
        ]


def back(office: Office) -> str:
    return f"sqlite:///{office.data / 'kaigong.sqlite3'}"


@pytest.mark.walk
def test_there_and_back_every_row_is_the_same_and_the_office_works_on_both(
    settled, postgresql, opened
) -> None:
    before = sums(settled)
    assert sum(bool(one.rows) for one in before.values()) > 35
    went = kaigong(settled, "copy", "--to", postgresql)
    assert went.exit_code == 0, went.output
    assert f'database_url = "{postgresql}"' in went.output
    assert f"rm {settled.data}/kaigong.sqlite3*" in went.output
    there = opened(settled, postgresql)
    assert sums(there) == before
    assert people(there) == people(settled) != []
    assert papers(there) == [b"first", b"second", b"a table"]
    identity.settle(there, metadata)
    client = create_app(there).test_client()
    journeys.register(client, name="示例新店")
    journeys.apply(client)
    with there.database.reading() as session:
        assert audit.verify(session) is None
    with_one_more = sums(there)
    assert with_one_more["enterprises"].rows == before["enterprises"].rows + 1

    came = kaigong(there, "copy", "--to", back(settled))
    assert came.exit_code == 0, came.output
    here = opened(settled)
    assert sums(here) == with_one_more
    assert papers(here) == [b"first", b"second", b"a table"]
    again = create_app(here).test_client()
    journeys.register(again, name="示例另一家")
    with here.database.reading() as session:
        assert audit.verify(session) is None


JSON = [
    "null",
    '{"a": null}',
    '["\\u4e2d", "中", "\\t"]',
    "5",
    '"a\\\\b"',
    "{}",
    " [1,  2]",
]


def decided(office: Office) -> list[Change]:
    return list(journal_of(office))


@pytest.mark.walk
def test_what_hosts_told_each_other_before_counts_no_more_and_it_publishes_at_once(
    settled, postgresql, opened
) -> None:
    put(settled, GOOD)
    Publisher(opened(settled), logs.configure()).cycle("test")
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    there = opened(settled, postgresql)
    Publisher(there, logs.configure()).cycle("test")
    path = f"{DECISIONS}/qiantou/{REFERENCE}.md"
    with there.database.writing() as session:
        late = {"base": "", "hash": file_hash(REVOKED.encode()), "taken": ""}
        text_of = {"host": "left", "path": path, "text": REVOKED.encode()}
        session.add(Offer(**late, **text_of, author="", state=""))
    lease.ask(there, "outbox")
    assert kaigong(there, "copy", "--to", back(settled)).exit_code == 0
    here = opened(settled)
    write_json(here.data / working_copy.FILE, {"sequence": 10**6})
    put(here, GOOD.replace("Revision: 3", "Revision: 4").replace("ch: 3", "ch: 4"))
    Publisher(here, logs.configure()).cycle("test")
    assert kaigong(here, "copy", "--to", postgresql).exit_code == 0
    again = opened(settled, postgresql)
    publisher = Publisher(again, logs.configure())
    assert publisher.register.take_offers() == set(), "of a host that is gone"
    publisher.cycle("test")
    assert decided(again) == decided(here)
    assert lease.runs(again) == {}
    with again.database.reading() as session:
        assert audit.verify(session) is None
        assert session.scalar(select(func.count()).select_from(JournalRow)) == 2
    assert working_copy.follow(again) == 0
    with again.database.reading() as session:
        newest = session.scalar(select(func.max(Version.sequence)))
    assert working_copy.followed(again.data) == newest


@pytest.mark.walk
def test_json_is_copied_as_the_text_it_is(settled, postgresql, opened) -> None:
    asked = text(
        "INSERT INTO exports (kind, subject, given, asked_by, language, office_time, "
        "asked_at, state, rows, percent, fence) VALUES ('x', 'x', :said, '{}', 'en', "
        "'2020-03-05 09:30:00.000001', '2020-03-05 09:30:00.000000', 'failed', 0, 0, 0)"
    )
    with settled.database.engine.begin() as connection:
        connection.execute(asked, [{"said": said} for said in JSON])
    before = sums(settled)
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    there = opened(settled, postgresql)
    assert sums(there) == before
    with there.database.reading() as session:
        query = text("SELECT given::text FROM exports ORDER BY id")
        assert session.execute(query).scalars().all()[1:] == JSON


@pytest.mark.walk
def test_the_next_rows_get_numbers_that_none_has(settled, postgresql, opened) -> None:
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    there = opened(settled, postgresql)
    with there.database.writing() as session:
        highest = max(one for one in session.scalars(select(Person.id)))
        unit = filled.enterprise(there, session, "示例后来的店")
        assert filled.person(session, unit, 9).id == highest + 1


@pytest.mark.walk
def test_what_was_left_takes_nothing_more_and_says_where_the_office_is(
    settled, postgresql, opened
) -> None:
    at_work = opened(settled)
    with at_work.database.writing() as session:
        filled.enterprise(at_work, session, "示例早来的店")
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    with (
        pytest.raises(DatabaseLeft, match="went to postgresql"),
        at_work.database.writing(),
    ):
        pass
    with pytest.raises(DatabaseLeft), opened(settled).database.reading():
        pass
    app = create_app(at_work)
    client = app.test_client()
    page = client.get("/app/feedback/").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    fields = {"csrf_token": token, **FEEDBACK}
    answer = client.post("/app/feedback/", data=fields)
    assert answer.status_code == 503
    assert "资料已经搬走" in answer.text
    again = kaigong(opened(settled), "copy", "--to", postgresql)
    assert again.exit_code == 1
    assert "this office went to" in again.output


@pytest.mark.walk
def test_while_it_is_copied_nobody_writes_and_whoever_tries_is_told_at_once(
    settled, postgresql, opened, monkeypatch
) -> None:
    other = opened(settled)
    client = create_app(other).test_client()
    page = client.get("/app/feedback/").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    whole = filling.fill
    met: list[object] = []

    def meanwhile(*words):
        with pytest.raises(DatabaseClosed), other.database.writing():
            pass
        fields = {"csrf_token": token, **FEEDBACK}
        met.append(client.post("/app/feedback/", data=fields))
        met.append(people(other))
        return whole(*words)

    monkeypatch.setattr(copying, "fill", meanwhile)
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    answer, read = met
    assert answer.status_code == 503
    assert "正在把资料搬到另一个地方" in answer.text
    assert "示例：路灯不亮" in answer.text
    assert read == people(other)


@pytest.mark.walk
def test_while_it_is_closed_a_taking_away_goes_live_and_is_taken_up_where_the_office_is(
    settled, postgresql, opened, monkeypatch
) -> None:
    put(settled, GOOD)
    Publisher(opened(settled), logs.configure()).cycle("test")
    page = settled.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "有效" in page.read_text(encoding="utf-8")
    whole = filling.fill

    def meanwhile(*words):
        put(settled, REVOKED)
        Publisher(opened(settled), logs.configure()).cycle("test")
        assert "已撤销" in page.read_text(encoding="utf-8")
        return whole(*words)

    with monkeypatch.context() as patched:
        patched.setattr(copying, "fill", meanwhile)
        assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    there = opened(settled, postgresql)
    Publisher(there, logs.configure()).cycle("test")
    with there.database.reading() as session:
        entries = [entry.action for entry, _why in audit.history(session, REFERENCE)]
    assert entries == ["permission.approved", "permission.revoked"]


STEPS = {
    "while the target is prepared": (target, "note", 0),
    "while rows are copied": (filling, "_copy", 5),
    "while numbers are set": (filling, "_count_on", 5),
    "before the old one is left": (copying, "shown", 0),
}


@pytest.mark.walk
@pytest.mark.parametrize("step", STEPS)
def test_stopped_at_any_step_the_office_is_where_it_was_and_it_is_begun_again(
    settled, postgresql, opened, monkeypatch, step
) -> None:
    owner, name, after = STEPS[step]
    before = sums(settled)
    runs = iter(range(1000))
    whole = getattr(owner, name)

    def cut(*words: object) -> object:
        if next(runs) >= after:
            raise KeyboardInterrupt
        return whole(*words)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, cut)
        stopped = kaigong(settled, "copy", "--to", postgresql)
    assert stopped.exit_code != 0
    with opened(settled).database.writing() as session:
        assert session.get(Identity, 1).standing == Standing.HERE
    assert sums(settled) == before
    if name not in {"note", "shown"}:
        with (
            pytest.raises(CopyUnfinished),
            opened(settled, postgresql).database.reading(),
        ):
            pass
    again = kaigong(settled, "copy", "--to", postgresql)
    assert again.exit_code == 0, again.output
    assert sums(opened(settled, postgresql)) == before


@pytest.mark.walk
def test_a_table_that_is_not_the_same_afterwards_is_found_and_nothing_is_left(
    settled, postgresql, opened, monkeypatch
) -> None:
    whole = filling._by_copy

    def damaged(connection, table, rows):
        whole(connection, table, rows)
        if table.name == "people":
            connection.execute(
                text("UPDATE people SET stayed = NOT stayed WHERE id = 1")
            )

    monkeypatch.setattr(filling, "_by_copy", damaged)
    refused = kaigong(settled, "copy", "--to", postgresql)
    assert refused.exit_code == 1
    assert "people is not the same in both" in refused.output
    with opened(settled).database.writing():
        pass


@pytest.mark.walk
def test_what_the_target_does_not_take_is_told_without_the_value(
    settled, postgresql, opened
) -> None:
    with settled.database.engine.begin() as connection:
        connection.execute(text("UPDATE people SET origin = 'geheim' || char(0)"))
    refused = kaigong(settled, "copy", "--to", postgresql)
    assert refused.exit_code == 1
    assert "people:" in refused.output
    assert "geheim" not in refused.output
    with opened(settled).database.writing():
        pass


@pytest.mark.walk
def test_a_target_that_holds_anything_else_is_refused_and_left_as_it_is(
    settled, databases, opened, tmp_path
) -> None:
    def refused(url: str, says: str) -> None:
        found = kaigong(settled, "copy", "--to", url)
        assert found.exit_code == 1, found.output
        assert says in found.output
        with opened(settled).database.writing():
            pass

    with databases.fresh(empty=True) as strange:
        engine = create_engine(strange.replace("://", "+psycopg://", 1))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE invoices (id int)"))
        refused(strange, "tables that are not of this program")
        with engine.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM invoices")) == 0
        engine.dispose()
    with databases.fresh(empty=True) as foreign:
        folder = tmp_path / "other"
        shutil.copytree(settled.content, folder / "content")
        shutil.copytree(settled.accepted, folder / "accepted")
        other = opened(
            replace(settled, config=replace(settled.config, office=folder)), foreign
        )
        identity.settle(other, metadata)
        journeys.register(create_app(other).test_client())
        before = sums(other)
        refused(foreign, "another office")
        assert sums(other) == before
    with databases.fresh(empty=True) as newer:
        db.migrate(newer.replace("://", "+psycopg://", 1))
        engine = create_engine(newer.replace("://", "+psycopg://", 1))
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        refused(newer, "newer version of Kaigong")
    refused("postgresql://kaigong@127.0.0.1:9/nowhere", "cannot be used")


@pytest.mark.walk
def test_this_office_where_it_is_at_work_is_not_overwritten(
    settled, postgresql, opened
) -> None:
    file = settled.data / "kaigong.sqlite3"
    kept = file.with_name("kept.sqlite3")
    shutil.copy(file, kept)
    assert kaigong(settled, "copy", "--to", postgresql).exit_code == 0
    there = opened(settled, postgresql)
    with there.database.writing() as session:
        filled.enterprise(there, session, "示例新店")
    before = sums(there)
    settled.database.close()
    os.replace(kept, file)  # somebody puts an old file back, and copies once more
    refused = kaigong(opened(settled), "copy", "--to", postgresql)
    assert refused.exit_code == 1
    assert "may be newer" in refused.output
    assert sums(there) == before


@pytest.mark.walk
def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    settled, postgresql, opened, s3_server
) -> None:
    rows = sum(one.rows for one in sums(settled).values())
    told = kaigong(settled, "copy", "--to", postgresql, "--dry-run")
    assert told.exit_code == 0
    assert f"{rows:,} rows" in told.output
    assert "is empty" in told.output
    engine = create_engine(postgresql.replace("://", "+psycopg://", 1))
    with engine.connect() as connection:
        found = text(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        )
        assert connection.scalar(found) == 0
    engine.dispose()
    told = kaigong(
        settled, "copy", "--to", f"sqlite:///{settled.data}/new.sqlite3", "--dry-run"
    )
    assert told.exit_code == 0
    assert not (settled.data / "new.sqlite3").exists()
    with opened(settled).database.writing():
        pass


WRONG = [
    (("copy",), "--to or --objects"),
    (("copy", "--to", "mysql://a/b"), "not supported"),
    (("copy", "--to", "postgresql://a:geheim@localhost/b"), "--to-file"),
    (("copy", "--objects", "kaigong"), "not the address of a bucket"),
    (("copy", "--objects", "s3://kaigong"), "objects_secret_file"),
    (("copy", "--objects", "folder"), "there already"),
]


@pytest.mark.walk
@pytest.mark.parametrize(("words", "says"), WRONG, ids=lambda one: str(one)[:40])
def test_wrong_use_is_told(settled, words, says) -> None:
    refused = kaigong(settled, *words)
    assert refused.exit_code == 2
    assert says in refused.output
    assert "geheim" not in refused.output
    here = kaigong(settled, "copy", "--to", back(settled))
    assert here.exit_code == 2


@pytest.mark.walk
def test_an_address_with_a_password_is_taken_from_a_file(
    settled, postgresql, tmp_path
) -> None:
    file = tmp_path / "address"
    file.write_text(postgresql.replace("kaigong@", "kaigong:geheim@") + "\n")
    file.chmod(0o600)
    went = kaigong(settled, "copy", "--to-file", str(file))
    assert went.exit_code == 0, went.output
    assert f'database_file = "{file}"' in went.output
    assert "geheim" not in went.output
    with settled.database.engine.connect() as connection:
        assert "geheim" not in connection.scalar(select(Identity.went_to))


@pytest.fixture
def bucket(settled, s3_server, monkeypatch):
    made = s3_server.bucket()
    folder = settled.config.office
    (folder / "settings.toml").write_text(f'objects_endpoint = "{made.endpoint}"\n')
    monkeypatch.setenv("KAIGONG_OBJECTS_SECRET", s3.SECRET)
    return made


@pytest.mark.walk
def test_photos_go_into_a_bucket_and_back_and_what_was_lost_is_told(
    settled, bucket, opened
) -> None:
    with settled.database.reading() as session:
        query = select(Attachment).where(Attachment.belongs_to == PAPERS.to)
        lost = session.scalars(query.order_by(Attachment.id.desc())).first()
    (settled.data / store.name_of(lost.file)).write_bytes(b"damaged")
    address = bucket.address
    went = kaigong(settled, "copy", "--objects", address)
    assert went.exit_code == 0, went.output
    assert f'objects = "{address}"' in went.output
    assert f"uploads/{lost.file[:2]}/{lost.file}" in went.output
    with pytest.raises(ObjectsElsewhere), settled.database.writing():
        pass
    shutil.rmtree(settled.data / "uploads")
    shutil.rmtree(settled.data / "exports")
    there = opened(settled, objects=bucket)
    assert papers(there, lost.id) == [b"first", b"a table"]
    with there.database.writing() as session:
        assert store.sweep(session, there) == 0
    came = kaigong(there, "copy", "--objects", "folder")
    assert came.exit_code == 0, came.output
    here = opened(settled)
    assert papers(here, lost.id) == [b"first", b"a table"]
    with here.database.writing() as session:
        assert store.sweep(session, here) == 0


@pytest.mark.walk
def test_both_at_once_are_left_by_one_commit(
    settled, postgresql, bucket, opened, monkeypatch
) -> None:
    words = ["copy", "--to", postgresql, "--objects", bucket.address]

    def cut(*_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(copying, "fill", cut)
        assert kaigong(settled, *words).exit_code != 0
    assert papers(opened(settled)) == [b"first", b"second", b"a table"]
    with settled.database.writing():
        pass
    assert kaigong(settled, *words).exit_code == 0
    there = opened(settled, postgresql, objects=bucket)
    left = [settled.data / "kaigong.sqlite3", settled.data / "uploads"]
    told = kaigong(there, "doctor").output
    assert [f"still in {path}" in told for path in left] == [True, True]
    settled.database.close()
    left[0].unlink()
    shutil.rmtree(left[1])
    assert "still in" not in kaigong(there, "doctor").output
    assert papers(there) == [b"first", b"second", b"a table"]
    with there.database.writing():
        pass
    with (
        pytest.raises(ObjectsElsewhere),
        opened(settled, postgresql).database.writing(),
    ):
        pass


@pytest.mark.walk
def test_a_bucket_that_keeps_what_is_deleted_is_refused(
    settled, s3_server, bucket
) -> None:
    versioned = s3_server.bucket(versioned=True)
    refused = kaigong(settled, "copy", "--objects", versioned.address)
    assert refused.exit_code == 2
    assert "versioning" in refused.output


def test_a_copy_that_is_killed_opens_the_office_again(settled) -> None:
    closing = settled.data / "closing.lock"
    with alone(closing), pytest.raises(DatabaseClosed), settled.database.writing():
        pass
    assert closing.exists(), "as a process that was killed leaves it"
    with settled.database.writing():
        pass
