"""A new column key on a live office: everything reads the same, nothing of the old key is left, and any step may be cut short."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy import select, text

from forms_app import create_app
from forms_app.base import audit, backup
from forms_app.base.attachments import store
from forms_app.base.attachments.models import Attachment
from forms_app.base.db import Base, Database
from forms_app.base.exports import store as exports
from forms_app.base.exports.models import Export
from forms_app.base.keys import Keyring, use_keyring
from forms_app.base.office import KEYS, Office
from forms_app.base.personal import Encrypted
from forms_app.office.keys import commands, places
from forms_app.office.retention import backups
from forms_app.people.gates.codes import code_of, opened
from forms_app.people.rosters import queries
from tests import journeys
from tests.conftest import TestClock
from tests.office.conftest import PAPERS
from tests.office.retention.test_gone import found_in
from tests.office.retention.test_gone import opened as opened_office


@pytest.fixture
def rotate(full) -> Callable[[], Result]:
    """The command in another process: it opens the office for itself, and only what stands in files reaches others."""

    def once() -> Result:
        other = replace(Office.open(full.config), clock=TestClock())
        try:
            return create_app(other).test_cli_runner().invoke(args=["rotate-keys"])
        finally:
            other.database.close()
            use_keyring(full.keys)

    return once


def sealed(office: Office) -> Iterator[bytes]:
    """Every sealed value as stored."""
    with office.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Encrypted):
                    values = (
                        session.connection()
                        .exec_driver_sql(f'SELECT "{column.name}" FROM "{table.name}"')
                        .scalars()
                    )
                    yield from (bytes(value) for value in values if value is not None)
    for name in ("uploads", "exports"):
        yield from (
            path.read_bytes()
            for path in (office.data / name).rglob("*")
            if path.is_file()
        )


def said(office: Office) -> list[object]:
    """What all of that says, opened."""
    found: list[object] = []
    with office.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            columns = [
                column for column in table.columns if isinstance(column.type, Encrypted)
            ]
            if columns:
                found += [
                    str(row)
                    for row in session.execute(
                        select(*table.primary_key, *columns).order_by(
                            *table.primary_key
                        )
                    )
                ]
        papers = (
            select(Attachment)
            .where(Attachment.belongs_to == PAPERS.to)
            .order_by(Attachment.id)
        )
        found += [store.read(office, row) for row in session.scalars(papers)]
        for export in session.scalars(select(Export)):
            with_file = (office.data / exports.name_of(export)).exists()
            found += [exports.read(office, export)] if with_file else []
    return found


def keys_on_disk(office: Office) -> set[int]:
    return set(Keyring.load(office.data / KEYS).column_keys)


@contextmanager
def cut_short(
    monkeypatch, owner: object, name: str, after: int = 0, gives: object = None
) -> Iterator[None]:
    """From its call number `after` on, this step is not done: the process is killed there, or it gives `gives`."""
    whole = getattr(owner, name)
    calls = iter(range(10**6))

    def step(*args: object) -> object:
        if next(calls) < after:
            return whole(*args)
        if gives is None:
            raise KeyboardInterrupt
        return gives

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, step)
        yield


@pytest.mark.walk
def test_a_rotation_cut_short_at_any_step_goes_on_while_people_work(
    full, client, rotate, monkeypatch
) -> None:
    first = said(full)
    old = set(sealed(full))
    code = code_of("person", 1)
    old_key = base64.b64encode(full.keys.column_keys[1])
    assert {value[0] for value in old} == {1}
    monkeypatch.setattr(places.Rows, "batch", 2)
    cuts = [
        (Keyring, "replace_file", 0, None, {1}),
        (places.Rows, "reseal", 9, None, {1, 2}),
        (places.Attachments, "reseal", 1, None, {1, 2}),
        (Database, "purge", 0, False, {1, 2}),
        (Keyring, "replace_file", 0, None, {1, 2}),
    ]
    for number, (owner, name, after, gives, kept) in enumerate(cuts):
        with cut_short(monkeypatch, owner, name, after, gives):
            assert rotate().exit_code != 0
        assert keys_on_disk(full) == kept
        assert said(full) == first, f"somebody who works since before reads on, {name}"
        journeys.register(
            client, name=f"示例店{number}", contact_phone=f"1380000{number:04}"
        )
        new = set(sealed(full)) - old
        assert new and {value[0] for value in new} == {max(kept)}, (
            "and writes with the new key"
        )
        first = said(full)
        old = old if max(kept) > 1 else old | new
    assert {value[0] for value in sealed(full)} == {2}, (
        "the last run only had to drop the old key"
    )
    done = rotate()
    assert (
        done.exit_code == 0 and "0 rows and files are sealed with key 2" in done.output
    ), done.output
    assert keys_on_disk(full) == {2} and said(full) == first
    opened_office(
        full.config.office
    )  # as whoever starts now: this process knows the new key alone
    assert opened(code, SimpleNamespace(by_id={("person", 1): "known"})) == "known", (
        "printed, shown at the gate"
    )
    assert (
        found_in(full.data, {old_key, *(old if full.database.is_sqlite else ())}) == []
    )
    with full.database.reading() as session:
        entries = [entry.details for entry, _reason in audit.history(session, "keys")]
        assert audit.verify(session) is None
    assert entries == [{"key": 2, "sealed": number, "left": 0} for number in (2, 0, 0)]


@pytest.mark.same_on_both("a damaged value is one on any database")
def test_what_is_damaged_is_named_and_keeps_the_old_key(full, rotate) -> None:
    with full.database.writing() as session:
        broken = session.execute(
            text("SELECT id, place FROM people ORDER BY id LIMIT 1")
        ).one()
        session.execute(
            text("UPDATE people SET place = :x WHERE id = :id"),
            {"x": bytes(broken.place)[:-1], "id": broken.id},
        )
        papers = session.scalars(
            select(Attachment).where(Attachment.belongs_to == PAPERS.to)
        ).all()
        (full.data / store.name_of(papers[0].file)).write_bytes(b"\x01 cut")
        (full.data / "uploads" / "ab").mkdir(exist_ok=True)
        (full.data / "uploads" / "ab" / "ab-of-no-row").write_bytes(b"\x01")
    for _again in range(2):
        refused = rotate()
        assert (
            refused.exit_code == 1
            and "2 rows or files cannot be opened" in refused.output
        )
        assert (
            f"people {broken.id}\nfiles of attachments {papers[0].id}\n"
            in refused.output
        )
        assert keys_on_disk(full) == {1, 2} and sorted(
            value[0] for value in sealed(full)
        )[:3] == [1, 1, 2]
    with full.database.writing() as session:
        session.execute(
            text("UPDATE people SET place = :x WHERE id = :id"),
            {"x": bytes(broken.place), "id": broken.id},
        )
        session.delete(session.get(Attachment, papers[0].id))
    assert rotate().exit_code == 0 and keys_on_disk(full) == {2}
    with full.database.reading() as session:
        assert session.get(queries.Person, broken.id).place == "词people.place1"


@pytest.mark.sqlite_only("PostgreSQL is backed up with its own tools")
def test_a_backup_holds_the_keys_that_open_it_whatever_is_rotated_meanwhile(
    full, rotate, tmp_path
) -> None:
    first = said(full)

    def meanwhile(says: str) -> None:
        if says == "database and content are copied":
            assert rotate().exit_code == 0

    backup.backup(full, tmp_path / "office.tar.gz", "a long passphrase", meanwhile)
    assert rotate().exit_code == 0 and keys_on_disk(full) == {3}, "again and again"
    backups.restore(
        tmp_path / "office.tar.gz",
        tmp_path / "restored",
        "a long passphrase",
        lambda _says: None,
    )
    restored = opened_office(tmp_path / "restored")
    assert said(restored) == [
        one for one in first if one != b"a table"
    ] and keys_on_disk(restored) == {1}
    restored.database.close()


def test_the_new_key_waits_for_whoever_is_writing_with_the_old_one(
    full, rotate, monkeypatch
) -> None:
    done: list[Result] = []
    begin = commands._begin
    begins = threading.Event()
    monkeypatch.setattr(
        commands, "_begin", lambda office: (begins.set(), begin(office))
    )
    rotation = threading.Thread(target=lambda: done.append(rotate()))
    with full.database.writing() as session:
        session.get(queries.Person, 1).place = "示例新地方"
        session.flush()
        rotation.start()
        assert begins.wait(20)
        rotation.join(0.2)
        assert keys_on_disk(full) == {1} and not done
    rotation.join()
    assert done[0].exit_code == 0 and keys_on_disk(full) == {2}, done[0].output
    with full.database.writing():
        assert full.keys.seal(b"", "x")[0] == 2, "from then on everybody seals with it"
    with full.database.reading() as session:
        assert session.get(queries.Person, 1).place == "示例新地方"
