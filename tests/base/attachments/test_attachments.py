"""Photos and PDFs: what is taken is written afresh and sealed, what is bad is refused in words, who may see it sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from sqlalchemy import select

from forms_app.base import audit, backup
from forms_app.base.attachments import operations, queries, store, taking
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.operations import Belongs
from forms_app.base.attachments.rules import LARGEST, Bad, Kind, areas
from forms_app.base.config import Config
from forms_app.base.office import KEYS, Office
from forms_app.office.retention import backups
from forms_app.publishing.release.headers import SecurityHeaders, security_headers
from tests import journeys
from tests.conftest import NOW, post, token
from tests.office.retention import filled
from tests.office.retention.filled import OFFICER, TODAY

PAPERS = "/app/my/papers/"
ORIENTATION = 0x0112
GPS = 0x8825
MAKER = 0x010F


def saved(image: Image.Image, form: str = "JPEG", **how) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def photo(size=(2400, 1800)) -> bytes:
    """As a phone makes one: lying on its side, red on the left, with place and camera in it, and more behind its end."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "CanaryPhone"
    exif[GPS] = {1: "N", 2: (24.0, 54.0, 31.0)}
    return (
        saved(image, exif=exif, comment=b"canary comment")
        + b"PK\x03\x04 canary behind the end <script>"
    )


def pdf(change=lambda _writer: None) -> bytes:
    writer = PdfWriter(
        clone_from=io.BytesIO(saved(Image.new("RGB", (200, 280), "white"), "PDF"))
    )
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_javascript(writer: PdfWriter) -> None:
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert('canary')"),
    }
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.pages[0][NameObject("/AA")] = DictionaryObject(
        {NameObject("/O"): DictionaryObject(action)}
    )
    writer.add_attachment("canary.txt", b"canary embedded")
    writer.add_metadata({"/Author": "canary author"})


def stamped(writer: PdfWriter) -> None:
    stamp = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
        }
    )
    writer.add_annotation(0, stamp)


def bomb(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(b"\0" * (80 * 1024 * 1024), 1)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.jpg", photo((20, 20)))
    return out.getvalue()


def sent(*contents: bytes, name: str = "IMG 金丝雀.jpg") -> list:
    return [(io.BytesIO(content), name) for content in contents]


@pytest.fixture
def applied(client) -> str:
    """An enterprise that has begun to apply; its reference."""
    reference, _code = journeys.register(client)
    journeys.apply(client)
    return reference


def uploads(office) -> list[Path]:
    return sorted(
        path for path in (office.data / "uploads").rglob("*") if path.is_file()
    )


def rows(office) -> list[Attachment]:
    with office.database.reading() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.id)))


def test_a_photo_loses_its_place_is_turned_shrunk_sealed_and_seen_by_those_who_may(
    client, applied, staff, office, app
) -> None:
    assert (
        post(client, PAPERS, papers=sent(photo(), pdf(with_javascript))).status_code
        == 302
    )
    kept, paper = rows(office)
    assert [kept.kind, paper.kind] == ["photo", "pdf"] and kept.made_by == applied
    seen = client.get(f"/app/my/attachments/{kept.id}/")
    shown = Image.open(io.BytesIO(seen.data))
    assert (
        shown.format == "JPEG" and shown.size == (1200, 1600) and not shown.getexif()
    ), "turned and shrunk"
    assert (
        shown.getpixel((600, 100))[1] < 60 and shown.getpixel((600, 1500))[1] > 200
    ), "red was left, is above now"
    assert (
        b"anary" not in seen.data
        and b"Exif" not in seen.data
        and seen.data.endswith(b"\xff\xd9")
    )
    document = client.get(f"/app/my/attachments/{paper.id}/?view=1")
    assert not re.search(rb"anary|JavaScript|/AA|Embedded|Producer", document.data)
    assert len(PdfReader(io.BytesIO(document.data)).pages) == 1 and "inline" not in str(
        document.headers
    )

    assert (
        seen.headers["Content-Disposition"]
        == f'attachment; filename="kaigong-{kept.id}.jpg"'
    )
    assert (
        seen.headers["X-Content-Type-Options"] == "nosniff"
        and seen.headers["Cache-Control"] == "no-store"
    )
    in_page = client.get(f"/app/my/attachments/{kept.id}/?view=1")
    assert in_page.headers["Content-Disposition"] == "inline"
    guarded = app.test_client()
    guarded.application.wsgi_app = SecurityHeaders(
        app.wsgi_app, security_headers(False)
    )
    worker = staff("grid_worker", (), ("qiantou-2",))
    policies = worker.get(f"/app/staff/attachments/{kept.id}/?view=1").headers.getlist(
        "Content-Security-Policy"
    )
    assert (
        any(policy.startswith("sandbox") for policy in policies) and len(policies) == 2
    ), "ours beside the view's"

    for path in uploads(office):
        data = path.read_bytes()
        assert (
            not data.startswith((b"\xff\xd8", b"%PDF"))
            and b"JFIF" not in data
            and path.stat().st_mode & 0o77 == 0
        )
    assert len(uploads(office)) == 2 and not re.search(
        "金丝雀|IMG", str(uploads(office))
    )

    assert (
        f"/app/staff/attachments/{kept.id}/?view=1"
        in worker.get("/app/staff/applications/1/").text
    )
    for role in (("grid_worker", (), ("qiantou-1",)), ("reviewer", ("xunmei",), ())):
        elsewhere = staff(*role)
        for step in ("", "cover/", "remove/"):
            assert (
                elsewhere.get(f"/app/staff/attachments/{kept.id}/{step}").status_code
                == 404
            )
    assert worker.get(f"/app/staff/attachments/{kept.id}/remove/").status_code == 403, (
        "not what the enterprise gave"
    )
    other = app.test_client()
    assert other.get(f"/app/my/attachments/{kept.id}/").status_code == 302
    journeys.register(other, name="示例别的店")
    assert other.get(f"/app/my/attachments/{kept.id}/").status_code == 404
    assert post(client, f"{PAPERS}{kept.id}/take-out/", PAPERS).status_code == 404, (
        "handed in: part of the application"
    )
    with office.database.reading() as session:
        entries = [
            entry
            for entry, _reason in audit.history(session, applied)
            if entry.action.startswith("attach")
        ]
    assert [entry.details for entry in entries] == [
        {"attachments": [1, 2], "to": "application/1"}
    ]


@pytest.mark.walk
def test_each_bad_file_is_refused_in_words_and_papers_are_taken_out_until_they_are_handed_in(
    client, office
) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    given = token(client, PAPERS)
    enormous = Image.new("1", (9000, 9000))
    for content, says in (
        ([photo()[:9000]], "不完整或已损坏"),
        ([saved(enormous, "PNG")], "像素太多"),
        ([saved(Image.new("RGB", (40, 40)), "PNG")[:60]], "不完整或已损坏"),
        ([b"GIF89a<script>alert(1)</script>"], "不是照片，也不是 PDF"),
        (
            [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"],
            "不是照片，也不是 PDF",
        ),
        ([zipped()], "不是照片，也不是 PDF"),
        ([b"\0\0\0\x18ftypheic"], "请用 JPG"),
        ([b""], "是空的"),
        ([b"\xff\xd8\xff" + b"0" * LARGEST], "第 1 个文件：超过 10 MB"),
        ([photo((20, 20))] * 7, "最多 6 个附件，现在还能加 6 个"),
        ([pdf(lambda writer: writer.encrypt("x"))], "加了密码"),
        ([pdf(stamped)], "打印成 PDF"),
        ([pdf(bomb)], "展开以后太大"),
        ([pdf()[:500]], "不完整或已损坏"),
        ([], "请先选照片或 PDF"),
    ):
        answer = client.post(
            PAPERS, data={"csrf_token": given, "papers": sent(*content)}
        )
        assert answer.status_code == 200 and says in answer.text, (
            says,
            answer.text[-2000:],
        )
    assert rows(office) == [] and uploads(office) == []
    assert (
        client.post(
            PAPERS, data={"csrf_token": given, "papers": sent(b"0" * 9 * LARGEST)}
        ).status_code
        == 413
    )
    assert post(client, PAPERS, papers=sent(*[photo((20, 20))] * 6)).status_code == 302
    assert "不能再加了" in client.get(PAPERS).text and len(uploads(office)) == 6
    assert (
        post(client, f"{PAPERS}2/take-out/", PAPERS).status_code == 302
        and len(uploads(office)) == 5
    )


def test_photos_of_a_check_are_kept_with_it_and_a_bad_one_loses_no_answer(
    client, applied, staff, office
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    journeys.accept(reviewer)
    worker = staff("grid_worker", (), ("qiantou-2",))
    path = f"/app/staff/check/{applied}/"
    lines = set(re.findall(r'name="line-([a-z-]+)"', worker.get(path).text))
    said = {f"line-{line}": "passed" for line in lines} | {
        "visitors": "community",
        "confirmed": "情况属实，已经说明",
    }
    bad = post(worker, path, **said, photos=sent(b"nothing"))
    assert (
        "第 1 个文件" in bad.text
        and "情况属实，已经说明" in bad.text
        and bad.text.count(" checked") > len(lines)
    )
    assert (
        post(
            worker,
            path,
            **said,
            photos=sent(saved(Image.effect_noise((1600, 1200), 90), quality=90)),
        ).status_code
        == 302
    )
    assert rows(office)[0].belongs_to == "check/1"
    for page, reader in (
        ("/app/staff/applications/1/", reviewer),
        (f"/app/staff/enterprises/{applied}/", worker),
    ):
        assert "/app/staff/attachments/1/?view=1" in reader.get(page).text
    assert "/app/my/attachments/1/?view=1" in client.get(PAPERS).text, (
        "the enterprise sees what was seen"
    )


def test_faces_are_painted_over_for_good_and_the_photo_can_be_removed(
    client, applied, staff, office
) -> None:
    post(client, PAPERS, papers=sent(saved(Image.new("RGB", (400, 300), "white"))))
    reviewer = staff("reviewer", ("qiantou",))
    page = "/app/staff/attachments/1/cover/"
    before = uploads(office)[0]
    assert "请先在照片上框出" in post(reviewer, page, areas="").text
    assert "百分之几" in post(reviewer, page, areas="1,2,3,400").text
    assert "四个数都要填" in post(reviewer, page, areas="", left="1").text
    typed = {"left": "60", "top": "60", "width": "20", "height": "20"}
    assert (
        post(reviewer, page, areas="10,10,20.5,20;90,90,0.1,0.1", **typed).status_code
        == 302
    )
    now = Image.open(io.BytesIO(client.get("/app/my/attachments/1/").data))
    assert [
        now.getpixel(spot)[0] > 200 for spot in ((80, 60), (280, 210), (200, 150))
    ] == [False, False, True]
    assert not before.exists() and len(uploads(office)) == 1, "the old bytes are gone"
    stale = operations.Covered(before.name, b"", 1)
    with (
        pytest.raises(operations.ChangedMeanwhile),
        office.database.writing() as session,
    ):
        operations.replace(
            session,
            office,
            session.get(Attachment, 1),
            stale,
            "x",
            actor=OFFICER,
            now=NOW,
        )
    assert post(reviewer, "/app/staff/attachments/1/remove/").status_code == 302
    assert rows(office) == [] and uploads(office) == []
    with office.database.reading() as session:
        said = [
            (entry.action, entry.details)
            for entry, _reason in audit.history(session, applied)
        ][-2:]
    assert [action for action, _details in said] == [
        "attachment.cover",
        "attachment.remove",
    ]
    assert said[0][1] == {
        "attachment": 1,
        "to": "application/1",
        "kind": "photo",
        "areas": 2,
    }


@pytest.fixture
def about_somebody(office) -> int:
    """A photo about a person; its id."""
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        who = filled.person(session, unit, 1, left_on=TODAY - timedelta(days=20))
        belongs = Belongs(
            "visit/1", "qiantou", "qiantou-2", unit.reference, unit.id, who.id
        )
        taken = [taking.Taken(Kind.PHOTO, saved(Image.new("RGB", (40, 40))))]
        return operations.attach(
            session, office, belongs, taken, actor=OFFICER, now=NOW
        )[0].id


def test_opening_what_is_about_a_person_leaves_an_entry(
    office, staff, about_somebody
) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert worker.get(f"/app/staff/attachments/{about_somebody}/").status_code == 200
    with office.database.reading() as session:
        row = session.get(Attachment, about_somebody)
        assert (
            audit.history(session, queries.subject_of(session, row))[-1][0].action
            == "attachment.look"
        )
        assert audit.verify(session) is None


@pytest.mark.sqlite_only("a backup is of SQLite")
def test_a_backup_has_the_files_the_night_removes_them_and_a_restore_forgets_them_again(
    office,
    about_somebody,
    forget,
    tmp_path,
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup.backup(office, folder / "office.tar.gz", "a long passphrase", print)
    stray = office.data / "uploads" / "zz" / "left-by-a-crash"
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    backups.restore(
        folder / "office.tar.gz", tmp_path / "restored", "a long passphrase", print
    )
    restored = Office.open(
        Config.from_environ({"KAIGONG_OFFICE": str(tmp_path / "restored")})
    )
    with restored.database.reading() as session:
        whole = store.read(restored, session.get(Attachment, about_somebody))
    assert Image.open(io.BytesIO(whole)).size == (40, 40)
    restored.database.close()
    forget(given=folder)
    assert rows(office) == [] and uploads(office) == [], (
        "with the person, and what a crash left behind"
    )
    backups.restore(
        folder / "office.tar.gz", tmp_path / "again", "a long passphrase", print
    )
    assert not [
        path
        for path in (tmp_path / "again" / "data" / "uploads").rglob("*")
        if path.is_file()
    ]


def test_papers_go_thirty_days_after_the_emergency_and_are_counted(
    office, rule, forget
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        belongs = Belongs(
            "application/1", "qiantou", "qiantou-2", unit.reference, unit.id
        )
        taken = [taking.Taken(Kind.PHOTO, b"a"), taking.Taken(Kind.PDF, b"b")]
        operations.attach(session, office, belongs, taken, actor=OFFICER, now=NOW)
    assert forget(NOW + timedelta(days=200)).deleted == () and len(uploads(office)) == 2
    rule(("from = 2020-02-08", f"from = 2020-02-08\nended_on = {TODAY}"))
    assert ("attachments", "attachments", 2) in forget(
        NOW + timedelta(days=30)
    ).deleted and uploads(office) == []


def test_a_file_follows_its_row_and_a_new_key_seals_it_again(
    office, about_somebody
) -> None:
    with pytest.raises(RuntimeError), office.database.writing() as session:
        row = session.get(Attachment, about_somebody)
        operations.replace(
            session,
            office,
            row,
            operations.Covered(row.file, b"x", 1),
            "x",
            actor=OFFICER,
            now=NOW,
        )
        raise RuntimeError
    assert len(uploads(office)) == 2, "the old one is still there, its row speaks of it"
    with office.database.writing() as session:
        assert store.sweep(session, office) == 1
        assert store.read(office, session.get(Attachment, about_somebody)).startswith(
            b"\xff\xd8"
        )
    office.keys.with_a_new_key().replace_file(office.data / KEYS)
    office.keys.follow()
    with office.database.writing() as session:
        assert store.sealed_before(session, office) == [about_somebody]
        store.reseal(session, office, about_somebody)
    with office.database.writing() as session:
        assert store.sealed_before(session, office) == []
        row = session.get(Attachment, about_somebody)
        assert uploads(office)[0].read_bytes()[0] == 2 and len(uploads(office)) == 1
        assert store.read(office, row).startswith(b"\xff\xd8")
        moved = Attachment(id=99, file=row.file, sealed_hash=row.sealed_hash)
        with pytest.raises(InvalidTag):
            store.read(office, moved)
        uploads(office)[0].write_bytes(b"x")
        with pytest.raises(store.FileGone):
            store.read(office, row)


def test_a_file_that_eats_time_is_stopped(monkeypatch, tmp_path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("while True: pass", encoding="utf-8")
    monkeypatch.setattr(taking, "SCRIPT", slow)
    monkeypatch.setattr(taking, "PATIENCE", 0.3)
    with pytest.raises(taking.NotTaken) as refused:
        taking.take(b"%PDF-")
    assert refused.value.bad is Bad.TOO_MUCH


def test_areas_are_read_or_refused() -> None:
    assert areas("1,2,3,4;5,6,7,8") == [(1, 2, 3, 4), (5, 6, 7, 8)] and areas("") == []
    assert [
        areas(bad)
        for bad in (
            "1,2,3",
            "a,b,c,d",
            "-1,0,5,5",
            "0,0,nan,5",
            "0,0,0,5",
            ";".join(["1,1,9,9"] * 51),
        )
    ] == [None] * 6
