"""A new document in the browser: from its title to the public page, after an example or from nothing, and its English."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import PROJECT
from tests.publishing.editor.test_staff_pages import EDIT, LIST, REASON, fields, send

NEW = f"{LIST}new/notices/"


@pytest.fixture
def desk(staff):
    return staff("office", ("qiantou",))


def begun(desk, address: str = NEW, **asked: str) -> tuple[str, dict[str, str]]:
    """Where it would be saved, and what a browser would send."""
    page = desk.get(address, query_string=asked).text
    action = page.partition('<form class="editor" method="post" action="')[2]
    return action.partition('"')[0], {**fields(page), "reason": REASON}


def test_a_notice_is_written_from_nothing_to_the_public_page(
    office, publish, desk
) -> None:
    address, values = begun(desk, title="示例：恢复堂食")
    assert address == f"{LIST}edit/notices/shilihuifutangshi.md/"
    assert not (office.content / "notices/shilihuifutangshi.md").exists()
    assert values["key-Issuer"] == "前头社区居民委员会"
    answer = send(desk, values, address)
    assert "没有正文" in answer.text and "现在的文件" not in answer.text
    values = {**fields(answer.text), "reason": REASON, "body": "示例正文。\r\n"}
    assert send(desk, values, address).status_code == 302
    assert (office.content / "notices/shilihuifutangshi.md").read_text(
        encoding="utf-8"
    ) == (
        "Title: 示例：恢复堂食\nDate: 2020-03-05\nIssuer: 前头社区居民委员会\n"
        "\n示例正文。\n"
    )
    publish()
    page = office.site / "tree/notices/shilihuifutangshi/index.html"
    assert "示例正文。" in page.read_text(encoding="utf-8")


def test_a_new_one_is_made_after_an_example_with_its_own_title_and_day(
    office, desk
) -> None:
    folder = office.content.with_name("examples") / "notices"
    shutil.copytree(PROJECT / "content" / "notices", folder)
    asked = {"title": "示例：食堂", "slug": "canteen-2", "like": "example/canteen"}
    address, values = begun(desk, **asked)
    assert address == f"{LIST}edit/notices/canteen-2.md/"
    assert values["key-Title"] == "示例：食堂"
    assert values["key-Date"] == "2020-03-05"
    assert send(desk, values, address).status_code == 302


def test_a_name_that_is_taken_is_never_written_over(office, desk) -> None:
    assert "已经有这个文件了" in desk.get(f"{NEW}?title=示例&slug=canteen").text
    assert "小写字母" in desk.get(f"{NEW}?title=示例&slug=Not+a+slug").text
    address, values = begun(desk, title="示例")
    path = office.content / "notices/shili.md"
    path.write_text("别人写的\n", encoding="utf-8")
    answer = send(desk, {**values, "body": "示例正文"}, address)
    assert "被别人改过" in answer.text
    assert path.read_text(encoding="utf-8") == "别人写的\n"
    assert begun(desk, title="示例")[0] == f"{LIST}edit/notices/shili-2.md/"


def test_the_english_of_a_document_begins_with_what_is_the_same_in_both(
    office, desk
) -> None:
    english = f"{LIST}english/notices/canteen.md/"
    assert english in desk.get(EDIT).text
    address, values = begun(desk, english)
    assert address == f"{LIST}edit/notices/canteen.en.md/"
    old = (office.content / "notices/canteen.md").read_text(encoding="utf-8")
    assert f"Date: {values['key-Date']}\n" in old
    assert values["key-Title"] == ""
    written = {
        "key-Title": "Sample canteen",
        "key-Issuer": "Sample office",
        "body": "Sample text.",
    }
    assert send(desk, {**values, **written}, address).status_code == 302
    assert english not in desk.get(EDIT).text


@pytest.mark.walk
def test_what_is_typed_is_shown_as_its_page_before_it_is_saved(office, desk) -> None:
    before = (office.content / "notices/canteen.md").read_bytes()
    values = {**fields(desk.get(EDIT).text), "body": "示例：**改过的**正文"}
    page = send(desk, values, EDIT.replace("/edit/", "/proof/"))
    assert "<strong>改过的</strong>" in page.text and "预览" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert (office.content / "notices/canteen.md").read_bytes() == before
