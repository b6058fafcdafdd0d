"""Pictures and attachments of texts: taken from content/media/, made smaller, without what rides along, gone with the page."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from forms_app.base import logs
from forms_app.base.office import Office
from forms_app.publishing.intake.media import Media, make, placed_in
from forms_app.publishing.release.serve import LiveSite
from forms_app.publishing.service.publisher import Publisher
from tests.base.attachments.test_attachments import pdf, photo, saved
from tests.publishing.soon import until
from tests.publishing.test_release import get

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
NOTICE = "Title: 通知\nDate: 2020-03-01\nIssuer: 示例社区\nKind: service\n\n{body}\n"
SHOWN = "一、看图\n![门口](media/gate.jpg)\n\n[登记表](media/附件1.docx)"


def docx(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            archive.writestr(zipfile.ZipInfo(name), random.Random(1).randbytes(5000))
    return out.getvalue()


def parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def put_media(office: Office, name: str, data: bytes) -> Path:
    path = office.content / "media" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def put_notice(office: Office, body: str = SHOWN, name: str = "pictured") -> Path:
    path = office.content / "notices" / f"{name}.md"
    path.write_text(NOTICE.format(body=body), encoding="utf-8")
    return path


def shown(office: Office, address: str) -> tuple[str, dict[str, str], bytes]:
    status, headers, body = get(LiveSite(lambda *_: [], office.site), address)
    return status, {name.lower(): value for name, value in dict(headers).items()}, body


def notice_of(office: Office) -> str:
    return shown(office, "/notices/pictured/")[2].decode()


def media_of(office: Office) -> set[str]:
    tree = office.site / "tree" / "media"
    return {path.name for path in tree.glob("*")} if tree.exists() else set()


@pytest.fixture
def publisher(office):
    return Publisher(office, logs.configure())


def test_a_picture_is_published_smaller_upright_and_without_what_rides_along(
    office, publisher
) -> None:
    original = photo()
    put_media(office, "gate.jpg", original)
    put_media(office, "附件1.docx", docx())
    put_notice(office)
    publisher.cycle("test")
    page = notice_of(office)
    [tag] = re.findall(r"<img [^>]*media[^>]*>", page)
    [address] = re.findall(r'src="(/media/[0-9a-f]{16}\.jpg)"', tag)
    assert 'alt="门口"' in tag and 'loading="lazy"' in tag
    assert 'width="1200" height="1600"' in tag
    status, headers, data = shown(office, address)
    assert status == "200 OK" and headers["content-type"] == "image/jpeg"
    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert b"anary" not in data and len(data) < len(original)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1200, 1600) and not image.getexif()
    everywhere = [*office.accepted.rglob("*"), *office.site.rglob("*")]
    assert not [
        f for f in everywhere if f.is_file() and b"anaryPhone" in f.read_bytes()
    ]


def test_an_attachment_is_downloaded_by_its_name_with_kind_and_size_told(
    office, publisher
) -> None:
    put_media(office, "gate.jpg", photo((40, 30)))
    put_media(office, "附件1.docx", docx())
    put_notice(office)
    publisher.cycle("test")
    page = notice_of(office)
    found = re.search(r'<a href="(/media/\w+\.docx)" download="附件1.docx"', page)
    assert found and "登记表</a>（Word，10 KB）" in page
    assert parts(shown(office, found[1])[2]) == parts(docx())


@pytest.mark.walk
def test_what_no_page_shows_is_not_published_and_is_gone_with_the_page(
    office, publisher
) -> None:
    put_media(office, "gate.jpg", photo((40, 30)))
    put_media(office, "附件1.docx", docx())
    put_media(office, "unused.jpg", photo((50, 30)))
    path = put_notice(office)
    publisher.cycle("test")
    assert len(media_of(office)) == 2
    put_notice(office, "![门口](media/gate.jpg)")
    publisher.cycle("test")
    assert {Path(name).suffix for name in media_of(office)} == {".jpg"}
    path.unlink()
    publisher.cycle("test")
    publisher.later.settle()
    assert media_of(office) == set()


@pytest.mark.walk
def test_a_picture_that_was_not_changed_is_not_made_again(
    office, publisher, monkeypatch
) -> None:
    made: list[str] = []
    real = Media._keep

    def keep(self, path, now, done):
        made.append(path)
        real(self, path, now, done)

    monkeypatch.setattr(Media, "_keep", keep)
    path = put_media(office, "gate.jpg", photo((40, 30)))
    put_notice(office, "![门口](media/gate.jpg)")
    publisher.cycle("test")
    Publisher(office, logs.configure()).cycle("start")
    assert made == ["media/gate.jpg"]
    before = media_of(office)
    path.write_bytes(photo((60, 40)))
    publisher.cycle("test")
    assert len(made) == 2
    assert media_of(office) != before and len(media_of(office)) == 1


@pytest.mark.walk
def test_a_picture_that_is_gone_stays_on_the_page_that_is_held_for_it(
    office, publisher
) -> None:
    path = put_media(office, "gate.jpg", photo((40, 30)))
    put_notice(office, "![门口](media/gate.jpg)")
    publisher.cycle("test")
    before = media_of(office)
    path.unlink()
    publisher.cycle("test")
    [fault] = publisher.round.faults
    assert (fault.path, fault.line) == ("notices/pictured.md", 6)
    assert fault.message == "没有“media/gate.jpg”这张图"
    assert media_of(office) == before and placed_in(office.accepted)
    put_notice(office, "没有图了。")
    publisher.cycle("test")
    assert media_of(office) == set() and not placed_in(office.accepted)
    assert not list((office.accepted / "media").glob("*"))


REFUSED = {
    "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
    "script.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
    "phone.heic": b"\0\0\0\x18ftypheic",
    "phone.jpg": b"\0\0\0\x18ftypheic" + b"\0" * 100,
    "half.jpg": photo((400, 300))[:2000],
    "none.png": b"",
    "bomb.png": saved(Image.new("1", (9000, 9000)), "PNG"),
    "old.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 100,
    "program.exe": b"MZ",
    "macro.docx": docx("word/vbaProject.bin"),
    "sheet.xlsx": docx(),
    "no.docx": b"PK\x03\x04 nothing",
    "no.pdf": b"<html>",
}


def test_what_is_no_picture_and_no_attachment_is_told_and_kept_off_the_site(
    office, accept
) -> None:
    for name, data in REFUSED.items():
        put_media(office, name, data)
    (office.content / "media" / "deeper").mkdir()
    (office.content / "media" / "deeper" / "x.jpg").write_bytes(photo((40, 30)))
    (office.content / "media" / "link.jpg").symlink_to("/etc/hostname")
    with (office.content / "media" / "huge.jpg").open("wb") as file:
        file.truncate(50_000_000)
    told = {fault.path.removeprefix("media/"): fault for fault in accept().faults}
    assert told.keys() == {*REFUSED, "deeper/x.jpg", "link.jpg", "huge.jpg"}
    assert all(one.message and one.allowed_message for one in told.values())
    assert not placed_in(office.accepted)


@pytest.mark.walk
def test_a_text_that_shows_a_faulty_picture_waits_and_the_old_picture_stays(
    office, publisher
) -> None:
    put_notice(office, "![门口](media/gate.jpg)")
    put_media(office, "gate.jpg", b"no picture")
    publisher.cycle("test")
    assert {fault.path for fault in publisher.round.faults} == {
        "media/gate.jpg",
        "notices/pictured.md",
    }
    put_media(office, "gate.jpg", photo((40, 30)))
    publisher.cycle("test")
    assert publisher.round.faults == [] and len(media_of(office)) == 1
    before = media_of(office)
    put_media(office, "gate.jpg", b"no picture")
    publisher.cycle("test")
    assert [fault.path for fault in publisher.round.faults] == ["media/gate.jpg"]
    assert media_of(office) == before and "/media/" in notice_of(office)


def test_beside_the_publisher_a_picture_is_made_and_asked_for_again(
    office, publisher
) -> None:
    asked: list[str] = []
    publisher.acceptance.memory.media.again = lambda: asked.append("again")
    put_media(office, "gate.jpg", photo((400, 300)))
    put_notice(office, "![门口](media/gate.jpg)")
    publisher.cycle("test")
    assert publisher.round.faults == []
    until(lambda: bool(asked))
    publisher.cycle("test", set(), others=True)
    assert len(media_of(office)) == 1 and "/media/" in notice_of(office)


def test_the_english_notice_tells_kind_and_size_in_english(office, publisher) -> None:
    put_media(office, "附件1.docx", docx())
    put_notice(office, "正文")
    path = office.content / "notices" / "pictured.en.md"
    path.write_text(
        "Title: Notice\nDate: 2020-03-01\nIssuer: Office\n\n[Form](media/附件1.docx)\n",
        encoding="utf-8",
    )
    publisher.cycle("test")
    page = shown(office, "/en/notices/pictured/")[2].decode()
    assert "Form</a> (Word, 10 KB)" in page


def office_file(ending: str, by: str) -> bytes:
    """As Word, Excel and PowerPoint save one: with who wrote it and who changed what."""
    folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[ending]
    named = {
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": f"<c><dc:creator>{by}</dc:creator></c>",
        "docProps/app.xml": f"<Properties><Company>{by}</Company></Properties>",
        "docProps/custom.xml": f"<Properties>{by}</Properties>",
        "word/document.xml": f'<w:ins w:id="1" w:author="{by}" w:date="2020">示例</w:ins>',
        "word/people.xml": f"<w15:person w15:author='{by}'><x w15:userId=\"{by}\"/></w15:person>",
        "word/_rels/settings.xml.rels": f'<R Id="1" Target="file:///C:/{by}/a.dotx"/>',
        "xl/comments1.xml": f"<authors><author>{by}</author></authors><t>示例</t>",
        "xl/persons/person.xml": f'<person displayName="{by}" id="1"/>',
        "xl/workbook.xml": f'<w><fileSharing userName="{by}"/><x:absPath url="C:/{by}/"/></w>',
        "xl/tables/table1.xml": '<table id="1" name="Table1" displayName="Table1"/>',
        "ppt/commentAuthors.xml": f'<a id="0" name="{by}" initials="{by}"/>',
    }
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("docProps/core.xml", by)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in named.items():
            if name.startswith((folder, "docProps", "[")):
                archive.writestr(name, text)
        archive.writestr(f"{folder}/embeddings/sheet.xlsx", inner.getvalue())
    return out.getvalue()


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx"])
def test_an_attachment_does_not_tell_who_wrote_it(ending) -> None:
    given = office_file(ending, "示例作者")
    made = make(given, f".{ending}")
    assert made.says == ""
    found = parts(made.data)
    assert found.keys() == parts(given).keys()
    text = b"".join(found.values()).decode("utf-8", "replace")
    [embedded] = (data for name, data in found.items() if "embeddings" in name)
    assert "示例作者" not in text and "示例作者".encode() not in b"".join(
        parts(embedded).values()
    )
    kept = {"docx": 'w:date="2020">示例<', "xlsx": "<t>示例</t>", "pptx": 'id="0"'}
    assert kept[ending] in text
    assert ('displayName="Table1"' in text) is (ending == "xlsx")
    with zipfile.ZipFile(io.BytesIO(made.data)) as opened:
        assert {one.date_time[0] for one in opened.infolist()} == {1980}


def note(writer: PdfWriter) -> None:
    """A comment, and a field to fill in."""
    box = [NumberObject(n) for n in (0, 0, 9, 9)]
    for kind, name in (("/Text", "示例作者"), ("/Widget", "field")):
        writer.add_annotation(
            0,
            DictionaryObject(
                {
                    NameObject("/Subtype"): NameObject(kind),
                    NameObject("/Rect"): ArrayObject(box),
                    NameObject("/T"): TextStringObject(name),
                }
            ),
        )
    writer.add_metadata({"/Author": "示例作者", "/Title": "示例"})


def test_a_pdf_does_not_tell_who_wrote_it_and_keeps_its_fields() -> None:
    given = pdf(note)
    assert PdfReader(io.BytesIO(given)).metadata.author == "示例作者"
    made = PdfReader(io.BytesIO(make(given, ".pdf").data))
    assert not made.metadata
    names = [one.get_object().get("/T") for one in made.pages[0]["/Annots"]]
    assert names == [None, "field"] and len(made.pages) == len(
        PdfReader(io.BytesIO(given)).pages
    )


def test_a_sealed_document_is_published_as_it_was_issued() -> None:
    signed = pdf(note) + b"\n% /ByteRange [0 1 2 3]\n"
    assert make(signed, ".pdf").data == signed


def test_a_locked_pdf_is_refused_in_words() -> None:
    locked = pdf(lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    assert "密码" in make(locked, ".pdf").says
