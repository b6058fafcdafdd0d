"""The lists of notices and letters: summaries, parts by links, what is new and what ends soon, and the archive by month."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import PROJECT
from tests.publishing.site.test_daily import words
from tests.publishing.site.test_document_page import made

NOTICE = "Title: {title}\nDate: {day}\nIssuer: 示例社区\nKind: {kind}\nSummary: {title}说了什么。\n{more}\n正文。\n"
TODAY = "2020-03-05"
# title, day, kind, what else it says
WRITTEN = {
    "fresh": ("示例新的", "2020-03-04", "service", ""),
    "week-old": ("示例一周的", "2020-02-27", "service", ""),
    "ending": ("示例快到期的", "2020-02-01", "other", "Expires: 2020-03-12\n"),
    "later": ("示例还早的", "2020-02-01", "other", "Expires: 2020-03-13\n"),
    "today": ("示例今天到期的", "2020-02-01", "other", f"Expires: {TODAY}\n"),
    "expired": ("示例过期的", "2020-02-02", "service", "Expires: 2020-03-04\n"),
    "replaced": ("示例旧的", "2019-12-30", "service", ""),
    "replacing": ("示例换上的", "2020-02-03", "service", "Supersedes: replaced\n"),
    "own": ("示例一个社区的", "2020-02-04", "other", "Community: qiantou\n"),
    "to-come": ("示例明天的", "2020-03-06", "service", ""),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    content = folder / "content"
    shutil.copytree(PROJECT / "content", content)
    shutil.rmtree(content / "notices")
    (content / "notices").mkdir()
    for slug, (title, day, kind, more) in WRITTEN.items():
        text = NOTICE.format(title=title, day=day, kind=kind, more=more)
        if slug == "own":
            text += "\n去[供应点](/shops/)看看。\n"
        (content / "notices" / f"{slug}.md").write_text(text, encoding="utf-8")
    (content / "today.json").write_text(
        f'{{"today": "{TODAY}", "as_of": "{TODAY} 09:30", "demo": false}}', "utf-8"
    )
    return made(folder, "https://kaigong.example.org")


def rows(site: Path, path: str) -> dict[str, str]:
    """By title, what a list says of it."""
    page = (site / path / "index.html").read_text(encoding="utf-8")
    found = re.findall(
        r'<li><a href="/notices/[^"]*">([^<]*)</a>(.*?)</li>', page, re.DOTALL
    )
    return {
        title: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", rest))
        for title, rest in found
    }


def test_a_list_has_what_holds_with_its_summary_and_marks(site) -> None:
    listed = rows(site, "notices")
    marks = {
        title: next(
            (mark for mark in ("新", "快到期", "不用了") if f" {mark} " in said), ""
        )
        for title, said in listed.items()
    }
    assert marks == {
        "示例明天的": "",
        "示例新的": "新",
        "示例一周的": "",
        "示例一个社区的": "",
        "示例换上的": "",
        "示例快到期的": "快到期",
        "示例还早的": "",
        "示例今天到期的": "快到期",
    }
    assert "示例新的说了什么。" in listed["示例新的"] and "3月4日" in listed["示例新的"]
    assert "到 3月12日 为止" in listed["示例快到期的"]


def test_parts_are_pages_of_their_own_with_how_many_stand_there(site) -> None:
    page = words(site / "notices/index.html")
    assert "全部 8" in page and "前头社区 1" in page and "南埔社区" not in page
    assert [*rows(site, "notices/community/qiantou")] == ["示例一个社区的"]
    assert len(rows(site, "notices/kind/other")) == 4
    assert len(rows(site, "notices/kind/service")) == 4
    assert not (site / "notices/kind/resumption").exists(), "a part with nothing in it"
    other = (site / "notices/kind/other/index.html").read_text(encoding="utf-8")
    assert 'href="/notices/kind/other/" aria-current="page"' in other
    assert 'href="/notices/"' in other


def test_what_is_over_is_in_the_archive_by_month(site) -> None:
    assert "已经到期或被代替的（2 份）" in words(site / "notices/index.html")
    archive = words(site / "archive/notices/index.html")
    assert "2020年2月 1" in archive and "2019年12月 1" in archive
    (expired,) = rows(site, "archive/notices/2020-02").items()
    assert expired[0] == "示例过期的" and "不用了" in expired[1]
    assert "到 3月4日 为止" in expired[1]
    (replaced,) = rows(site, "archive/notices/2019-12").items()
    assert replaced[0] == "示例旧的" and "2019年12月30日" in replaced[1]


def test_english_has_its_own_lists(site) -> None:
    assert "Archive" in words(site / "en/archive/letters/index.html")
    page = (site / "en/letters/index.html").read_text(encoding="utf-8")
    assert "/en/letters/" in page and "Ends soon" not in page


def test_every_list_leads_to_a_page_of_the_other_language_that_is_there(site) -> None:
    lists = [*site.glob("notices/*/*/index.html"), *site.glob("archive/**/index.html")]
    assert len(lists) > 6
    for page in lists:
        twin = re.search(r'href="(/en/[^"]*)"\s+lang="en"', page.read_text("utf-8"))
        assert twin and (site / twin[1].strip("/") / "index.html").is_file(), page


def entries(site: Path, path: str) -> dict[str, dict[str, str]]:
    """What a feed says of each of its entries, by its title."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.parse(site / "feeds" / f"{path}.atom.xml").getroot()
    found = {}
    for entry in root.iter(f"{atom}entry"):
        says = {one.tag.removeprefix(atom): one.text or "" for one in entry}
        link = entry.find(f"{atom}link")
        assert link is not None and says["id"] == link.attrib["href"]
        found[says["title"]] = says
    return found


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("notices", {title for title, *_rest in WRITTEN.values()}),
        (
            "kind/other",
            {"示例快到期的", "示例还早的", "示例今天到期的", "示例一个社区的"},
        ),
        ("communities/qiantou", {"示例一个社区的"}),
        ("communities/nanpu", set()),
        ("en/notices", set()),
    ],
)
def test_a_feed_has_what_its_part_of_the_list_has(site, path, titles) -> None:
    found = entries(site, path)
    own = {title for title in found if title.startswith("示例")}
    assert titles <= found.keys() and own & {w[0] for w in WRITTEN.values()} == titles


def test_a_feed_has_the_whole_text_with_links_that_lead_here_from_anywhere(
    site,
) -> None:
    told = entries(site, "notices")["示例一个社区的"]
    assert told["summary"] == "示例一个社区的说了什么。"
    assert 'href="https://kaigong.example.org/shops/"' in told["content"]
    assert 'href="/' not in told["content"] and "正文" in told["content"]


def test_no_two_feeds_have_one_name(site) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    files = sorted((site / "feeds").rglob("*.xml"))
    roots = [ElementTree.parse(file).getroot() for file in files]
    assert len({root.findtext(f"{atom}id") for root in roots}) == len(files) > 15
    for file, root in zip(files, roots, strict=True):
        (own,) = [one for one in root.iter(f"{atom}link") if one.get("rel") == "self"]
        assert own.attrib["href"].endswith(file.relative_to(site).as_posix())
