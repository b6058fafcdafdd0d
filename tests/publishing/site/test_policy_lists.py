"""The lists of policies and joint plans: by kind and community, with summaries, and with what is new, ends, or is over."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.publishing.site.test_document_page import made

pytestmark = pytest.mark.same_on_both(reason="about pages, not about the database")
TODAY = "2020-03-05"
POLICY = "Title: {title}\nDate: {day}\nIssuer: 示例专班\nKind: {kind}\nSummary: {title}说了什么。\n{more}\n正文。\n"
OFFER = "Who: 小店\nHow: 网上\nContact: 社区\nUntil: {until}\n"
POLICIES = {
    "fresh": ("示例新的", "2020-03-04", "service", ""),
    "ending": ("示例快截止的", "2020-02-01", "other", OFFER.format(until="2020-03-12")),
    "later": ("示例还早的", "2020-02-01", "other", OFFER.format(until="2020-03-13")),
    "own": ("示例前头的", "2020-02-01", "service", "Community: qiantou\n"),
    "closed": (
        "示例截止了的",
        "2020-02-01",
        "service",
        OFFER.format(until="2020-03-04"),
    ),
}
PLAN = "Title: {title}\nDate: 2020-02-01\nBodies: 居委会、物业\nVersion: 第1版\nSummary: {title}说了什么。\n{more}\n正文。\n"
PLANS = {
    "ending": (
        "示例快到的预案",
        "From: 2020-02-01\nTo: 2020-03-08\nCommunity: qiantou\n",
    ),
    "over": ("示例过了的预案", "From: 2020-01-01\nTo: 2020-03-04\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policies")
    content = folder / "content"
    shutil.copytree(PROJECT / "content", content)
    for slug, (title, day, kind, more) in POLICIES.items():
        text = POLICY.format(title=title, day=day, kind=kind, more=more)
        (content / "policies" / f"{slug}.md").write_text(text, encoding="utf-8")
    english = "Title: Sample of Qiantou\nDate: 2020-02-01\nIssuer: Sample\n\nText.\n"
    (content / "policies" / "own.en.md").write_text(english, encoding="utf-8")
    for slug, (title, more) in PLANS.items():
        text = PLAN.format(title=title, more=more)
        (content / "plans" / f"{slug}.md").write_text(text, encoding="utf-8")
    (content / "today.json").write_text(
        f'{{"today": "{TODAY}", "as_of": "{TODAY} 09:30", "demo": false}}', "utf-8"
    )
    return made(folder, "https://kaigong.example.org")


def said(site: Path, path: str) -> str:
    """The words of a page, in one line."""
    page = (site / path / "index.html").read_text(encoding="utf-8")
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_each_has_its_summary_and_a_word_where_it_is_new_or_ends(site) -> None:
    page = said(site, "policies")
    assert "示例新的 新 示例新的说了什么。" in page
    assert "示例快截止的 快到期 示例快截止的说了什么。" in page
    assert "示例还早的 示例还早的说了什么。" in page
    assert re.search(r"存档，\d+ 份） .*示例截止了的 示例截止了的说了什么。", page)
    plans = said(site, "plans")
    assert "示例快到的预案 快到期" in plans
    assert re.search(r"存档，\d+ 份） .*示例过了的预案", plans)


@pytest.mark.parametrize(
    ("path", "there", "not_there"),
    [
        ("policies/kind/other", ["快截止的", "还早的"], ["示例新的", "前头的"]),
        ("policies/community/qiantou", ["示例前头的"], ["示例新的", "快截止的"]),
        ("en/policies/community/qiantou", ["Sample of Qiantou"], ["示例新的"]),
        ("plans/community/qiantou", ["示例快到的预案"], ["示例过了的预案"]),
    ],
)
def test_a_part_has_what_says_so_and_nothing_else(site, path, there, not_there) -> None:
    page = said(site, path)
    assert [one for one in there if one not in page] == []
    assert [one for one in not_there if one in page] == []


def test_the_parts_are_linked_from_the_whole_with_how_many_they_have(site) -> None:
    page = said(site, "policies")
    assert re.search(r"全部 \d+ .*其他 2 .*前头社区 1 ", page)
    assert not (site / "policies" / "community" / "nanpu").exists()
