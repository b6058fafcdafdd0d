"""A picture for a text: written afresh, laid in content/media/, never over another one, told how it is shown; good ones stay while the words are mended."""

from __future__ import annotations

import html
import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.contentfile.targets import targets_in
from forms_app.publishing.editor import pictures
from forms_app.publishing.editor.pictures import Picture
from tests.base.attachments.test_attachments import pdf, photo
from tests.conftest import token
from tests.publishing.editor.test_staff_pages import EDIT, NOTICE, opened, send

PICTURES = "/app/staff/content/pictures/"


@pytest.fixture
def desk(staff):
    return staff("office", ("qiantou",))


def upload(desk, *files: bytes, **fields: str):
    sent = [(io.BytesIO(one), f"{number}.jpg") for number, one in enumerate(files)]
    values = {"csrf_token": token(desk, PICTURES), "picture": sent, **fields}
    return desk.post(PICTURES, data=values, content_type="multipart/form-data")


def line_in(page: str) -> str:
    return html.unescape(re.search(r"<code data-markdown>(.*?)</code>", page)[1])


def lying(office) -> list[str]:
    return sorted(one.name for one in (office.content / "media").glob("*"))


def entries(office) -> list[tuple[str, str]]:
    with office.database.reading() as session:
        query = select(audit.AuditEntry).where(
            audit.AuditEntry.action == "content.picture"
        )
        return [(one.subject, one.actor_id) for one in session.scalars(query)]


@pytest.mark.walk
def test_a_picture_is_written_afresh_and_shown_by_the_notice_that_names_it(
    office, desk, publish
) -> None:
    publish()
    page = upload(desk, photo(), alt="示例：社区食堂的门口").text
    line = line_in(page)
    [name] = lying(office)
    assert re.fullmatch(r"shilishequshitangdemenkou-[0-9a-f]{8}\.jpg", name)
    assert line == f"![示例：社区食堂的门口](media/{name})"
    data = (office.content / "media" / name).read_bytes()
    assert b"anary" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1200, 1600) and not image.getexif()
    assert entries(office) == [(f"media/{name}", "office-1-qiantou")]
    values = opened(desk)
    values["body"] += f"\r\n{line}\r\n"
    assert send(desk, values).status_code == 302, "the judge knows it at once"
    publish()
    shown = (office.site / "tree/notices/canteen/index.html").read_text("utf-8")
    assert re.search(r'<img src="/media/\w+\.jpg" alt="示例：社区食堂的门口"', shown)


def test_the_words_are_asked_for_and_the_picture_stays_meanwhile(office, desk) -> None:
    page = upload(desk, photo((80, 60))).text
    assert "请写图上是什么" in page and "已经留着 1 张照片" in page
    assert lying(office) == [] and entries(office) == []
    held = re.search(r'name="picture-held" value="(\d+)"', page)[1]
    page = upload(desk, **{"picture-held": held, "alt": "示例门口"}).text
    assert "示例门口](media/" in line_in(page) and len(lying(office)) == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "请选一张图片"),
        ([b"no picture"], "不是照片"),
        ([pdf()], "这里只收照片"),
        ([photo((80, 60))[:900]], "不完整"),
        ([b"\xff\xd8\xff" + b"0" * 10 * 1024 * 1024], "超过 10 MB"),
        ([photo((80, 60)), photo((90, 60))], "最多 1 个附件"),
    ],
    ids=["none", "no-picture", "pdf", "half", "too-large", "two"],
)
def test_what_is_no_picture_is_told_at_the_field(office, desk, files, says) -> None:
    page = upload(desk, *files, alt="示例").text
    assert says in re.search(r'id="picture-error">(.*?)</p>', page, re.DOTALL)[1]
    assert lying(office) == [] and entries(office) == []


def test_words_that_no_page_may_show_are_refused(office, desk) -> None:
    page = upload(desk, photo((80, 60)), alt="请打 13800001234").text
    assert "这里有电话号码" in page and lying(office) == []


def test_the_same_picture_is_laid_once_and_another_one_never_over_it(
    office, desk
) -> None:
    for _time in range(2):
        upload(desk, photo((80, 60)), alt="示例门口")
    assert len(lying(office)) == len(entries(office)) == 1
    upload(desk, photo((60, 80)), alt="示例门口")
    assert len(lying(office)) == len(entries(office)) == 2


def test_a_full_folder_is_told(office, desk, monkeypatch) -> None:
    monkeypatch.setattr(pictures, "MOST_FILES", 1)
    upload(desk, photo((80, 60)), alt="示例一")
    page = upload(desk, photo((60, 80)), alt="示例二").text
    assert "放不下了" in page and "已经留着 1 张照片" in page
    assert len(lying(office)) == 1


@pytest.mark.parametrize(
    "alt", ["门口", "a]b", "[甲](乙)", "*x* _y_", "a < b & c", "a\\b", "`代码`", '"门"']
)
def test_any_words_are_read_back_as_they_were_typed(alt) -> None:
    [target] = targets_in(Picture("media/x.jpg", alt).markdown)
    assert (target.alt, target.media, target.is_picture) == (alt, "media/x.jpg", True)


def test_the_editor_of_a_document_takes_pictures_and_that_of_a_rule_none(
    office, desk
) -> None:
    assert 'id="pictured"' in desk.get(EDIT).text
    rule = EDIT.replace(NOTICE, "office.toml")
    assert 'id="pictured"' not in desk.get(rule).text


def test_the_editor_gets_a_part_of_the_page(desk) -> None:
    page = upload(desk, photo((80, 60)), alt="示例门口", part="y").text
    assert "<html" not in page and line_in(page).startswith("![示例门口]")
