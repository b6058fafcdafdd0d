"""A document looks like what it is: in force from when to when, what it replaces, what is attached, one thing to do, and what comes before and after it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings
from PIL import Image

from forms_app.base.documents.sections import BY_NAME
from forms_app.base.profile import ACCENTS
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.site import share
from tests.base.attachments.test_attachments import pdf
from tests.conftest import NOW, PROJECT
from tests.publishing.site.test_daily import in_order, words

ADDRESS = "https://kaigong.example.org"
NEXT = """Title: 示例窗口分段办理
Date: 2020-03-04
Number: 示〔2020〕9号
Issuer: 示例社区居民委员会
Effective: 2020-03-08
Expires: 2020-04-30
Supersedes: office-hours-2020
Attached: pilot、privacy
Action: 约一个时间 | /app/my/
Summary: 先约再来，少等少聚。

填好[示例登记表](media/form.pdf)再来，也可以带上[同一张表](media/form.pdf)。
"""
IN_ENGLISH = """Title: Sample windows by appointment
Date: 2020-03-04
Issuer: Sample committee
Action: Book a time | /app/my/?lang=en

Please book first.
"""


TWIN = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
HERE = re.compile(r'<html lang="([\w-]+)"')


def made(folder: Path, address: str) -> Path:
    override = {
        "PATH": str(folder / "content"),
        "OUTPUT_PATH": str(folder / "out"),
        "FEED_DOMAIN": address,
    }
    Pelican(read_settings(str(PROJECT / "pelicanconf.py"), override=override)).run()
    return folder / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    content = shutil.copytree(PROJECT / "content", folder / "content")
    (content / "media").mkdir(exist_ok=True)
    (content / "media" / "form.pdf").write_bytes(pdf())
    (content / "notices" / "windows.md").write_text(NEXT, encoding="utf-8")
    (content / "notices" / "windows.en.md").write_text(IN_ENGLISH, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(folder) -> Path:
    return made(folder, ADDRESS)


def html(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.walk
def test_a_notice_says_when_it_holds_what_it_replaces_and_what_to_do(site) -> None:
    page = words(site / "notices/windows/index.html")
    assert in_order(
        page,
        "示例社区居民委员会",
        "示〔2020〕9号",
        "示例窗口分段办理",
        "3月8日起施行",
        "3月8日 至 4月30日",
        "示例社区居民委员会 2020年3月4日",
        "附件",
        "约一个时间",
        "代替：",
    )
    own = html(site, "notices/windows")
    assert '<a class="button" href="/app/my/">约一个时间</a>' in own
    assert re.search(r"代替：.*?/notices/office-hours-2020/", own)
    assert re.search(r"前一份：.*?/notices/gas-check/", own), own


def test_what_is_replaced_leads_to_what_replaces_it(site) -> None:
    for path, title in (
        ("notices/office-hours-2020", "示例窗口分段办理"),
        ("notices/gas-check", "示例窗口分段办理"),
    ):
        assert title in words(site / path / "index.html"), path
    replaced = html(site, "notices/office-hours-2020")
    assert re.search(r"这一份不用了，现在看：.*?/notices/windows/", replaced)
    assert re.search(r"后一份：.*?/notices/windows/", html(site, "notices/gas-check"))


def test_attachments_are_pages_and_files_each_once_with_kind_and_size(site) -> None:
    own = html(site, "notices/windows").partition('class="attached"')[2]
    listed = re.findall(r"<li>(.*?)</li>", own.partition("</section>")[0])
    assert len(listed) == 3
    assert "/notices/pilot/" in listed[0] and "网页" in listed[0]
    assert "/policies/privacy/" in listed[1]
    assert re.search(r'download="form\.pdf">示例登记表</a>.*PDF，\d+ KB', listed[2])
    assert re.search(r"附件：.*?/notices/windows/", html(site, "notices/pilot"))


def test_english_says_the_same_of_what_stands_in_chinese_alone(site) -> None:
    own = html(site, "en/notices/windows")
    assert "8 March to 30 April" in own and "Book a time" in own
    assert re.search(r"Replaces: .*?/notices/office-hours-2020/", own)
    assert 'href="/en/policies/privacy/"' in own, "in its English where there is one"


def twins(tree: Path) -> dict[str, tuple[str, str, str]]:
    """By whole address: the language of a page, that of its twin, and where that is."""
    found = {}
    for path in sorted(tree.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        address = f"/{path.parent.relative_to(tree).as_posix()}/".replace("/./", "/")
        for lang, to in TWIN.findall(text):
            found[ADDRESS + address] = (HERE.search(text)[1], lang, to)
    return found


def test_each_page_and_its_twin_name_each_other(site) -> None:
    """By whole addresses, since search engines read no other."""
    found = twins(site)
    for path in ("/", "/en/", "/notices/windows/", "/en/help/", "/enterprises/"):
        assert ADDRESS + path in found
    for address, (here, lang, to) in found.items():
        assert {here, lang} == {"zh-Hans", "en"}, address
        assert found[to] == (lang, here, address), address
    assert f"{ADDRESS}/notices/canteen/" not in found, "it has no English"
    english = {address for address in found if address.startswith(f"{ADDRESS}/en/")}
    assert len(english) > 30
    every = len(list((site / "en").rglob("index.html")))
    assert every - len(english) < 10, "most pages in English have one"


def test_a_letter_has_no_red_head(site) -> None:
    letter = html(site, "letters/to-enterprises")
    assert 'class="issuer"' not in letter and 'class="doc letter"' in letter


def test_a_chat_gets_a_sentence_and_a_picture(site) -> None:
    own = html(site, "notices/windows")
    assert '<meta name="description" content="先约再来，少等少聚。">' in own
    assert f'"og:url" content="{ADDRESS}/notices/windows/"' in own
    assert f'"og:image" content="{ADDRESS}/share.png"' in own
    assert "<svg" in own and f"{ADDRESS}/notices/windows/</p>" in own
    with Image.open(site / "share.png") as picture:
        assert picture.size == (300, 300)


def test_an_office_without_an_address_gives_none_away(folder, tmp_path) -> None:
    shutil.copytree(folder / "content", tmp_path / "content")
    site = made(tmp_path, "http://127.0.0.1:8000")
    own = html(site, "notices/windows")
    assert "og:title" in own and "og:image" not in own and "127.0.0.1" not in own
    assert not twins(site)
    assert "扫码" not in own


def test_the_picture_is_small_and_the_same_each_time() -> None:
    css = (PROJECT / "theme/static/css/style.css").read_text(encoding="utf-8")
    assert {*share.COLOURS} == {*ACCENTS}
    for accent, colour in share.COLOURS.items():
        assert colour in css
        first = share.picture(accent)
        assert first == share.picture(accent) and len(first) < 2000


@pytest.mark.parametrize(
    ("was", "wrong", "meant"),
    [
        ("Attached: pilot、privacy", "Attached: pilott、privacy", "pilot、privacy"),
        ("Attached:", "Atached:", "pilot、privacy"),
        ("Action: 约一个时间 | /app/my/", "Action: 约一个时间 /app/my/", ""),
        ("/app/my/", "javascript:alert(1)", ""),
        ("/app/my/", "app/my/", ""),
    ],
)
def test_a_slip_in_these_keys_is_told_with_its_line(
    folder, tmp_path, was, wrong, meant
) -> None:
    content = shutil.copytree(folder / "content", tmp_path / "content")
    text = NEXT.replace(was, wrong, 1)
    path = content / "notices" / "windows.md"
    path.write_text(text, encoding="utf-8")
    faults = [
        f
        for f in check_tree(content, NOW.date()).faults
        if f.path.endswith("windows.md")
    ]
    line = next(
        n for n, row in enumerate(text.split("\n"), 1) if wrong.split(" ")[0] in row
    )
    assert [(fault.line, meant in fault.corrected) for fault in faults] == [
        (line, True)
    ]


def test_a_section_without_pages_has_none_of_these_keys() -> None:
    for name in ("shops", "measures", "help"):
        assert not {"Attached", "Action"} & {key.name for key in BY_NAME[name].keys}
