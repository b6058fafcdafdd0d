"""The database, whichever it is: tables like the models, one writer at a time, failures in words."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg import errors
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

from forms_app import create_app
from forms_app.base import audit, away, backup, db, engines
from forms_app.base.access import Actor
from forms_app.base.archive import BackupError
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.features import metadata
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.queries import directory
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.start_operations import start
from tests.conftest import NOW, PROJECT, post
from tests.rule_files import CAMPAIGN

ACTOR = Actor("staff", "qiantou-reviewer")
SHOP = Details(
    "示例店",
    None,
    "shop",
    "retail",
    "qiantou-2",
    "示例路 8 号",
    "联系人",
    "13800009876",
    "安全员",
)


def at_once(work: Callable[[int], object], writers: int = 8) -> list[BaseException]:
    """Run it on so many threads that begin together; gives what went wrong."""
    ready = threading.Barrier(writers)
    wrong = []

    def one(number: int) -> None:
        ready.wait()
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - told by the test
            wrong.append(error)

    threads = [
        threading.Thread(target=one, args=(number,)) for number in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def entry(session, number: int) -> None:
    audit.record(
        session, actor=ACTOR, action="x", subject=f"QT-{number}", now=NOW, reason="因为"
    )


def test_the_migrations_make_the_tables_of_the_models(office) -> None:
    engine = create_engine(office.database.url)
    with engine.connect() as connection:
        other_than_ours = {
            "include_name": lambda name, kind, _parents: (
                (kind, name) != ("table", "rate_hits")
            )
        }
        context = MigrationContext.configure(connection, opts=other_than_ours)
        assert compare_metadata(context, metadata()) == []
    engine.dispose()


def test_writers_at_once_never_fork_the_audit_chain(office) -> None:
    def write(number: int) -> None:
        for _n in range(10):
            with office.database.writing() as session:
                entry(session, number)

    assert at_once(write) == []
    with office.database.reading() as session:
        assert (
            session.scalar(text("SELECT number FROM audit_head")) == 80
            and audit.verify(session) is None
        )


@pytest.mark.postgresql_only(reason="on SQLite nobody writes without the lock")
def test_a_writer_that_goes_around_the_lock_does_not_fork_the_chain_either(
    office,
) -> None:
    around = sessionmaker(office.database.engine)

    def write(number: int) -> None:
        for _n in range(10):
            with around.begin() as session:
                entry(session, number)

    assert at_once(write) == []
    with office.database.reading() as session:
        assert (
            session.scalar(text("SELECT number FROM audit_head")) == 80
            and audit.verify(session) is None
        )


def test_registering_at_once_never_gives_a_reference_twice(office) -> None:
    """Every writer draws the same few codes, so that they would meet if two of them looked before either wrote."""
    drawn = [f"{letter}AAAAA" for letter in "ACDEFHJK"]
    given: list[str] = []

    def write(_number: int) -> None:
        codes = iter(drawn)
        with office.database.writing() as session:
            draw = lambda length: next(codes) if length == 6 else "A" * length  # noqa: E731
            community = directory(office)["qiantou"]
            made, _code = register(
                session,
                community,
                SHOP,
                channel="door",
                consent="1",
                actor=ACTOR,
                now=NOW,
                codes=draw,
            )
            given.append(made.reference)

    assert at_once(write) == []
    assert sorted(given) == [f"QT-{code}" for code in drawn]


def test_beginning_at_once_makes_one_application(office) -> None:
    with office.database.writing() as session:
        register(
            session,
            directory(office)["qiantou"],
            SHOP,
            channel="door",
            consent="1",
            actor=ACTOR,
            now=NOW,
        )

    def write(_number: int) -> None:
        with office.database.writing() as session:
            enterprise = session.scalars(select(Enterprise)).one()
            asked = (CAMPAIGN, "application@2020-02-08")
            start(session, enterprise, *asked, actor=ACTOR, now=NOW)

    assert at_once(write) == []
    with office.database.reading() as session:
        assert len(session.scalars(select(Application)).all()) == 1


def test_who_waits_too_long_for_another_writer_is_told_that_it_is_busy(
    office, monkeypatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.3)
    monkeypatch.setattr(engines, "SETTINGS", "SET lock_timeout = '300ms'")
    patient = db.Database(office.database.url, office.data / "write.lock")
    with office.database.writing(), pytest.raises(db.Busy), patient.writing():
        raise AssertionError("two write at once")
    patient.close()


def test_a_reader_sees_one_state_while_others_write(office) -> None:
    with office.database.reading() as session:
        before = audit.head(session)
        with office.database.writing() as writer:
            entry(writer, 1)
        assert audit.head(session) == before
    with office.database.reading() as session:
        assert audit.head(session) != before


def test_only_what_may_be_lost_to_a_power_cut_does_not_wait_for_the_disk(
    office,
) -> None:
    database = office.database
    asked = "PRAGMA synchronous" if database.is_sqlite else "SHOW synchronous_commit"

    def waits(**how: bool) -> object:
        with database.writing(**how) as session:
            return session.scalar(text(asked))

    full, hasty = (2, 1) if database.is_sqlite else ("on", "off")
    found = [waits(), waits(waits=False), waits(), waits(waits=False), waits()]
    assert found == [full, hasty, full, hasty, full], "on one connection, in turn"


@pytest.mark.postgresql_only(
    reason="SQLite takes a write there for a writer that must wait its turn"
)
def test_a_reader_cannot_write(office) -> None:
    with (
        pytest.raises(db.DatabaseAway, match="read-only"),
        office.database.reading() as session,
    ):
        entry(session, 1)


@pytest.mark.parametrize(
    "path",
    ["/app/staff/check/%00/", "/app/staff/applications/?q=%00", "/app/register/?x=%00"],
)
def test_a_zero_byte_in_an_address_is_refused_in_words(staff, path) -> None:
    answer = staff("admin").get(path)
    assert answer.status_code == 400 and "<h1>" in answer.text


def test_a_name_that_unfolds_is_kept_and_found(office) -> None:
    name = "㍿" * 60
    with office.database.writing() as session:
        details = Details(
            name,
            None,
            "shop",
            "retail",
            "qiantou-2",
            "㍿" * 90,
            "联系人",
            "13800009876",
            "安全员",
        )
        register(
            session,
            directory(office)["qiantou"],
            details,
            channel="door",
            consent="1",
            actor=ACTOR,
            now=NOW,
        )
    with office.database.reading() as session:
        assert session.scalars(select(Enterprise)).one().name == name


def test_a_backup_says_how_postgresql_is_backed_up(
    office, app, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("KAIGONG_PASSPHRASE", "a long passphrase")
    file = tmp_path / "office.tar.gz"
    done = app.test_cli_runner().invoke(args=["backup", str(file)])
    if office.database.is_sqlite:
        assert done.exit_code == 0 and file.exists()
        return
    assert done.exit_code == 1 and "pg_dump" in done.output and not file.exists()
    file.touch()
    again = ["restore", str(file), str(tmp_path / "new")]
    assert "pg_restore" in app.test_cli_runner().invoke(args=again).output
    with pytest.raises(BackupError):
        backup.backup(office, file, "a long passphrase", lambda _says: None)


@pytest.mark.postgresql_only(reason="on SQLite it lies in a file of its own")
def test_rate_limits_are_counted_in_a_table_that_costs_no_flush(office, client) -> None:
    kind = text("SELECT relpersistence FROM pg_class WHERE relname = 'rate_hits'")
    for _n in range(12):
        status = post(
            client, "/app/my/sign-in/", reference="QT-7K3M9P", access_code="A"
        ).status_code
    with office.database.reading() as session:
        assert session.scalar(kind) == "u"
        assert session.scalar(text("SELECT max(count) FROM rate_hits")) >= 10
    assert status == 429


@pytest.mark.postgresql_only(reason="on SQLite every start does it")
def test_the_migrate_command_fills_an_empty_database(
    databases, tmp_path, monkeypatch
) -> None:
    with databases.fresh(empty=True) as url:
        config = Config.from_environ(
            {"KAIGONG_OFFICE": str(tmp_path / "office"), "DATABASE_URL": url}
        )
        opened = Office.open(config)
        runner = create_app(opened).test_cli_runner()
        early = runner.invoke(args=["staff", "list"])
        assert early.exit_code == 1 and "did `migrate` run?" in early.output
        assert [runner.invoke(args=["migrate"]).exit_code for _n in range(2)] == [0, 0]
        assert (
            runner.invoke(args=["staff", "add", "first", "--role", "admin"]).exit_code
            == 0
        )
        opened.database.close()


def test_whether_keys_may_be_made_is_not_guessed_while_the_database_is_away(
    tmp_path,
) -> None:
    nowhere = {
        "KAIGONG_OFFICE": str(tmp_path / "office"),
        "DATABASE_URL": "postgresql://127.0.0.1:1/kaigong",
    }
    with pytest.raises(db.DatabaseAway):
        Office.open(Config.from_environ(nowhere))
    assert not (tmp_path / "office" / "data" / "keys").exists()


@pytest.mark.walk
@pytest.mark.postgresql_only(reason="SQLite has one machine")
def test_two_machines_that_start_at_once_migrate_once(databases) -> None:
    with databases.fresh(empty=True) as url:
        for_the_app = Config.from_environ(
            {"KAIGONG_OFFICE": "/", "DATABASE_URL": url}
        ).database_url
        command = [
            sys.executable,
            "-c",
            "import sys; from forms_app.base import db; db.migrate(sys.argv[1])",
            for_the_app,
        ]
        machines = [subprocess.Popen(command, cwd=PROJECT) for _n in range(3)]
        assert [machine.wait(60) for machine in machines] == [0, 0, 0]
        engine = create_engine(for_the_app)
        assert set(metadata().tables) < set(inspect(engine).get_table_names())
        engine.dispose()


def test_what_is_our_own_fault_is_not_called_away(office) -> None:
    with pytest.raises(DBAPIError), office.database.writing() as session:
        session.execute(text("INSERT INTO roles (id, name) VALUES (1, 'a'), (2, 'a')"))


@pytest.mark.parametrize(
    ("failure", "means"),
    [
        (errors.LockNotAvailable, db.Busy),
        (errors.SerializationFailure, db.Busy),
        (errors.DeadlockDetected, db.Busy),
        (errors.QueryCanceled, db.Busy),
        (errors.TooManyConnections, db.Busy),
        (errors.AdminShutdown, db.DatabaseAway),
        (errors.CannotConnectNow, db.DatabaseAway),
        (errors.ReadOnlySqlTransaction, db.DatabaseAway),
        (errors.UndefinedTable, db.DatabaseAway),
        (errors.UniqueViolation, type(None)),
    ],
)
def test_what_postgresql_says_is_told_as_busy_or_away(failure, means) -> None:
    wrapped = DBAPIError.instance("SELECT", {}, failure("it says so"), errors.Error)
    assert isinstance(away.meaning(wrapped), means)


@pytest.mark.sqlite_only(reason="about its file")
def test_a_database_file_that_cannot_be_opened_is_away(tmp_path: Path) -> None:
    with pytest.raises(db.DatabaseAway):
        db.migrate(f"sqlite:///{tmp_path / 'nowhere' / 'kaigong.sqlite3'}")
