"""Objects: what was put is kept and is what is read, in the office folder and in an S3 store; what is lost or changed is told, never handed out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import obstore
import pytest
from PIL import Image

from forms_app import create_app
from forms_app.base import backup, identity
from forms_app.base.attachments import operations, store
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.operations import Belongs
from forms_app.base.attachments.rules import Kind
from forms_app.base.attachments.taking import Taken
from forms_app.base.config import Config
from forms_app.base.contentfile import write
from forms_app.base.exports import store as exports
from forms_app.base.exports.models import Export
from forms_app.base.objects.address import Bucket
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.objects.folder import FolderOfObjects
from forms_app.base.objects.store import (
    ObjectGone,
    Objects,
    ObjectsAway,
    ObjectWrong,
)
from forms_app.base.office import KEYS, Office
from forms_app.base.settings import ConfigError
from forms_app.features import metadata
from forms_app.office.retention import backups
from tests import journeys, s3
from tests.conftest import NOW, TestClock, post
from tests.office.retention import filled
from tests.office.retention.filled import OFFICER, TODAY

CANARY = b"canary 4711"
PAPERS = "/app/my/papers/"


@pytest.fixture(params=["folder", "bucket"])
def objects(request, tmp_path) -> Objects:
    if request.param == "folder":
        return FolderOfObjects(tmp_path)
    return in_bucket(request.getfixturevalue("s3_server").bucket())


def in_bucket(bucket: Bucket, whose: str = "an-office") -> BucketOfObjects:
    return BucketOfObjects(bucket, lambda: whose)


def spoil(objects: Objects, name: str, data: bytes) -> None:
    """Somebody past us writes other bytes under the name."""
    if isinstance(objects, BucketOfObjects):
        obstore.put(s3.direct(objects), name, data)
    else:
        assert objects.folder
        (objects.folder / name).write_bytes(data)


@pytest.mark.walk
def test_what_was_put_is_read_listed_replaced_and_removed(objects) -> None:
    digest = objects.put("uploads/ab/abc", b"one")
    assert objects.get("uploads/ab/abc", digest) == b"one"
    assert objects.first_byte("uploads/ab/abc") == b"o"
    objects.put("exports/1-1.sealed", b"")
    assert objects.first_byte("exports/1-1.sealed") == b""
    assert [one.name for one in objects.names("uploads")] == ["uploads/ab/abc"]
    assert [one.name for one in objects.names("exports")] == ["exports/1-1.sealed"]
    other = objects.put("uploads/ab/abc", b"two")
    assert objects.get("uploads/ab/abc", other) == b"two"
    with pytest.raises(ObjectWrong):
        objects.get("uploads/ab/abc", digest)
    for _twice in range(2):
        objects.remove("uploads/ab/abc")
    assert [*objects.names("uploads")] == []
    for read in (objects.raw, objects.first_byte):
        with pytest.raises(ObjectGone):
            read("uploads/ab/abc")


def test_what_was_changed_or_cut_is_not_handed_out(objects) -> None:
    digest = objects.put("uploads/ab/abc", b"a photo")
    for harmed in (b"a phoTo", b"a pho", b"", b"a photo and more"):
        spoil(objects, "uploads/ab/abc", harmed)
        with pytest.raises(ObjectWrong):
            objects.get("uploads/ab/abc", digest)
    spoil(objects, "uploads/ab/abc", b"a photo")
    assert objects.get("uploads/ab/abc", digest) == b"a photo"


def test_two_offices_with_one_bucket_do_not_see_each_other(s3_server) -> None:
    bucket = s3_server.bucket()
    one = in_bucket(bucket, "one")
    other = in_bucket(bucket, "other")
    digest = one.put("uploads/ab/abc", b"x")
    assert [*other.names("uploads")] == []
    other.remove("uploads/ab/abc")
    assert one.get("uploads/ab/abc", digest) == b"x"


def test_in_the_folder_file_and_every_new_folder_are_on_the_disk_before_put_returns(
    tmp_path, monkeypatch
) -> None:
    flushed: list[str] = []
    real = os.fsync

    def noted(number: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{number}"))
        flushed.append(path.relative_to(tmp_path).as_posix())
        real(number)

    monkeypatch.setattr(os, "fsync", noted)
    objects = FolderOfObjects(tmp_path)
    objects.put("uploads/ab/abc", b"x")
    aside = f"uploads/ab/.abc.{os.getpid()}.tmp"
    assert flushed == [".", "uploads", aside, "uploads/ab"]
    assert write.current_hash(tmp_path / "uploads/ab/abc")
    assert (tmp_path / "uploads/ab/abc").stat().st_mode & 0o777 == 0o600


def test_a_store_that_is_away_or_refuses_is_told_at_once_and_comes_back(
    s3_server, monkeypatch
) -> None:
    bucket = s3_server.bucket()
    objects = in_bucket(replace(bucket, endpoint="http://127.0.0.1:9"))
    with pytest.raises(ObjectsAway, match="does not answer"):
        objects.put("a", b"x")
    with pytest.raises(ObjectsAway, match="a moment ago"):
        objects.raw("a")
    objects.bucket = bucket
    del objects._store
    objects._away_until = 0
    assert objects.put("a", b"x")
    missing = in_bucket(replace(bucket, name="no-such-bucket"))
    for ask in (lambda: missing.raw("a"), lambda: [*missing.names("a")]):
        missing._away_until = 0
        with pytest.raises(ObjectsAway, match="no such bucket"):
            ask()


@pytest.mark.walk
def test_a_worker_starts_without_loading_obstore() -> None:
    words = [
        sys.executable,
        "-c",
        "import sys, forms_app.app, forms_app.base.office; print('obstore' in sys.modules)",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.fixture
def settings(tmp_path) -> Callable[..., Config]:
    def read(text: str, **environ: str) -> Config:
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
        return Config.from_environ({"KAIGONG_OFFICE": str(tmp_path), **environ})

    return read


def test_the_bucket_stands_in_the_settings_and_its_key_in_a_file_or_a_variable(
    settings, tmp_path
) -> None:
    key = tmp_path / "key"
    key.write_text("AKID:geheim/4711+\n")
    key.chmod(0o600)
    text = (
        'objects = "s3://kaigong/office/one"\nobjects_secret_file = "key"\n'
        'objects_endpoint = "https://s3.example.org/"\nobjects_region = "eu-1"\n'
    )
    found = settings(text).objects
    assert (found.name, found.below, found.region) == ("kaigong", "office/one", "eu-1")
    assert (found.endpoint, found.key_id) == ("https://s3.example.org", "AKID")
    assert found.secret == "geheim/4711+"
    assert "geheim" not in repr(found)
    named = settings('objects = "s3://other"\n', KAIGONG_OBJECTS_SECRET="a:b")
    assert (named.objects.address, named.objects.secret) == ("s3://other", "b")
    assert settings("").objects is None


@pytest.mark.parametrize(
    ("line", "secret", "says"),
    [
        ('objects = "kaigong/office"', "a:b", "settings.toml:1: objects is not the address"),
        ('objects = "s3://geheim:4711@kaigong"', "a:b", "password stands here in the clear"),
        ('objects = "s3://kaigong"', "", "objects_secret_file"),
        ('objects = "s3://kaigong"', "geheim", "KEYID:SECRET"),
        ('objects = "s3://kaigong"\nobjects_endpoint = "s3.example.org"', "a:b", "the address of the store"),
        ('objects = "s3://kaigong"\nobjects_endpoint = "http://s3.example.org"', "a:b", "anybody on the way"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_told_without_the_key(
    settings, line, secret, says
) -> None:
    with pytest.raises(ConfigError) as error:
        settings(f"{line}\n", KAIGONG_OBJECTS_SECRET=secret)
    assert says in str(error.value)
    assert "geheim" not in str(error.value)


@pytest.fixture
def elsewhere(office, s3_server) -> Iterator[Office]:
    """An office whose objects lie in a bucket."""
    config = replace(office.config, objects=s3_server.bucket())
    opened = replace(Office.open(config), clock=TestClock())
    yield opened
    opened.database.close()


def lying(office: Office) -> dict[str, bytes]:
    """Every object that the bucket holds, by its name."""
    bucket = s3.direct(office.objects)
    names = [one["path"] for chunk in obstore.list(bucket) for one in chunk]
    return {name: bytes(obstore.get(bucket, name).bytes()) for name in names}


def attached(office: Office, data: bytes = CANARY) -> int:
    """A photo about a person who left; its id."""
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        who = filled.person(session, unit, 1, left_on=TODAY - timedelta(days=20))
        belongs = Belongs(
            "visit/1", "qiantou", "qiantou-2", unit.reference, unit.id, who.id
        )
        taken = [Taken(Kind.PHOTO, data)]
        return operations.attach(
            session, office, belongs, taken, actor=OFFICER, now=NOW
        )[0].id


def test_photos_go_into_the_bucket_sealed_and_come_back_and_nothing_lies_in_the_folder(
    elsewhere,
) -> None:
    client = create_app(elsewhere).test_client()
    journeys.register(client)
    journeys.apply(client)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    photo = [(io.BytesIO(picture.getvalue()), "a.jpg")]
    assert post(client, PAPERS, papers=photo).status_code == 302
    ((name, sealed),) = lying(elsewhere).items()
    assert name.startswith("uploads/")
    assert not sealed.startswith(b"\xff\xd8")
    assert not (elsewhere.data / "uploads").exists()
    shown = client.get("/app/my/attachments/1/")
    assert Image.open(io.BytesIO(shown.data)).size == (40, 30)
    spoil(elsewhere.objects, name, sealed[:-1] + b"x")
    assert "已损坏" in client.get("/app/my/attachments/1/").text
    obstore.delete(s3.direct(elsewhere.objects), name)
    assert "文件不在了" in client.get("/app/my/attachments/1/").text


def test_while_the_store_is_away_nothing_is_taken_or_lost_and_the_page_says_so(
    elsewhere,
) -> None:
    client = create_app(elsewhere).test_client()
    journeys.register(client)
    journeys.apply(client)
    there = elsewhere.objects.bucket
    elsewhere.objects.bucket = replace(there, endpoint="http://127.0.0.1:9")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")

    def send():
        photo = [(io.BytesIO(picture.getvalue()), "a.jpg")]
        return post(client, PAPERS, papers=photo)

    answer = send()
    assert answer.status_code == 503
    assert "存放它们的地方连不上" in answer.text
    with elsewhere.database.reading() as session:
        assert session.query(Attachment).count() == 0
    elsewhere.objects.bucket = there
    del elsewhere.objects._store
    elsewhere.objects._away_until = 0
    assert send().status_code == 302
    assert len(lying(elsewhere)) == 1


def test_who_is_forgotten_is_gone_from_the_bucket_too(elsewhere) -> None:
    photo = attached(elsewhere)
    before = lying(elsewhere)
    assert len(before) == 1
    obstore.put(s3.direct(elsewhere.objects), "uploads/zz/of-a-crash", CANARY)
    with elsewhere.database.writing() as session:
        operations.remove(
            session,
            elsewhere,
            session.get(Attachment, photo),
            "x",
            actor=OFFICER,
            now=NOW,
        )
    assert set(lying(elsewhere)) == {"uploads/zz/of-a-crash"}
    with elsewhere.database.writing() as session:
        assert store.sweep(session, elsewhere) == 1
    assert lying(elsewhere) == {}


def test_a_removal_the_store_misses_is_made_up_for_by_the_next_sweep(elsewhere) -> None:
    photo = attached(elsewhere)
    there = elsewhere.objects.bucket
    elsewhere.objects.bucket = replace(there, endpoint="http://127.0.0.1:9")
    del elsewhere.objects._store
    with elsewhere.database.writing() as session:
        operations.remove(
            session,
            elsewhere,
            session.get(Attachment, photo),
            "x",
            actor=OFFICER,
            now=NOW,
        )
    elsewhere.objects.bucket = there
    del elsewhere.objects._store
    elsewhere.objects._away_until = 0
    assert len(lying(elsewhere)) == 1
    with elsewhere.database.writing() as session:
        assert store.sweep(session, elsewhere) == 1
    assert lying(elsewhere) == {}


def test_a_new_key_seals_what_lies_in_the_bucket(elsewhere) -> None:
    photo = attached(elsewhere)
    with elsewhere.database.writing() as session:
        asked = Export(
            kind="x", subject="x", given={}, asked_by={}, language="zh", office_time=NOW,
            asked_at=NOW, fence=1,
        )  # fmt: skip
        session.add(asked)
    exports.keep(elsewhere, asked, b"a table")
    old = set(lying(elsewhere).values())
    elsewhere.keys.with_a_new_key().replace_file(elsewhere.data / KEYS)
    done = create_app(elsewhere).test_cli_runner().invoke(args=["rotate-keys"])
    assert done.exit_code == 0, done.output
    new = lying(elsewhere)
    assert len(new) == 2
    assert {sealed[0] for sealed in new.values()} == {2}
    assert not old & set(new.values())
    with elsewhere.database.reading() as session:
        row = session.get(Attachment, photo)
        assert store.read(elsewhere, row) == CANARY
        assert exports.read(elsewhere, session.get(Export, asked.id)) == b"a table"


@pytest.mark.sqlite_only("a backup is of SQLite")
def test_a_backup_has_what_lies_in_the_bucket_and_is_restored_into_the_folder(
    elsewhere, tmp_path
) -> None:
    identity.settle(elsewhere, metadata)
    photo = attached(elsewhere)
    folder = elsewhere.config.office
    line = f'objects = "{elsewhere.objects.address}"\n'
    (folder / "settings.toml").write_text(f"port = 8100\n{line}", encoding="utf-8")
    file = tmp_path / "office.tar.gz"
    backup.backup(elsewhere, file, "a long passphrase", print)
    with tarfile.open(file) as archive:
        assert [*lying(elsewhere)] == [
            name.removeprefix("data/")
            for name in archive.getnames()
            if name.startswith("data/uploads/")
        ]
    backups.restore(file, tmp_path / "again", "a long passphrase", print)
    settings = tmp_path / "again" / "settings.toml"
    assert settings.read_text(encoding="utf-8") == f"port = 8100\n# {line}"
    again = Office.open(
        Config.from_environ({"KAIGONG_OFFICE": str(tmp_path / "again")})
    )
    with again.database.writing() as session:
        assert store.read(again, session.get(Attachment, photo)) == CANARY
    again.database.close()


def test_the_doctor_finds_a_bucket_that_keeps_what_was_deleted(
    office, s3_server
) -> None:
    def told(**kind: bool) -> str:
        config = replace(office.config, objects=s3_server.bucket(**kind))
        opened = replace(Office.open(config), clock=TestClock())
        done = create_app(opened).test_cli_runner().invoke(args=["doctor"])
        opened.database.close()
        return next(row for row in done.output.split("\n") if "照片和文件" in row)

    assert told().startswith("✓")
    assert "关掉版本控制" in told(versioned=True)
