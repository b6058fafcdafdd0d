"""Shops, measures, plans and benefits as files: what they say, and each fault with line, what is allowed and what was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from forms_app.base.documents.sections import BY_NAME
from forms_app.publishing.intake.check import check_tree
from tests.conftest import NOW, PROJECT

SHOP = "Title: 示例店\nCommunity: qiantou\nGoods: 米、油\nHours: 8:00–20:00\nState: open\nSince: 2020-03-01\n"
POLICY = "Title: 示例\nDate: 2020-02-20\nIssuer: 示例机关\nWho: 小店\nUntil: 2020-03-31\nHelped: 约120家 | 2020-03-01 | 通报\n\n正文。\n"
NOTICE = "Title: 示例\nDate: 2020-02-20\nIssuer: 示例机关\nChannels: 微信公众号, 大喇叭\n\n正文。\n"
PLAN = "Title: 示例\nDate: 2020-02-20\nBodies: 甲、乙\nVersion: 第1版\nFrom: 2020-02-21\n\n正文。\n"
MEASURE = "Title: 示例\nGroup: crowds\nBasis: canteen\nSince: 2020-02-20\n"


def read(text: str, path: str) -> tuple:
    return BY_NAME[path.partition("/")[0]].read(text.encode(), path)


@pytest.mark.parametrize(
    ("path", "text", "was", "wrong", "line", "meant"),
    [
        ("shops/a.md", SHOP, "State: open", "State: opne", 5, "State: open"),
        ("shops/a.md", SHOP, "Goods:", "Godos:", 3, "Goods: 米、油"),
        ("shops/a.md", SHOP, "2020-03-01", "2020.3.1", 6, "Since: 2020-03-01"),
        ("shops/a.md", SHOP, "State: open", "Phone: 我的手机\nState: open", 5, ""),
        (
            "shops/a.en.md",
            SHOP,
            "Community: qiantou\n",
            "",
            4,
            "",
        ),  # a fact in a translation
        ("policies/a.md", POLICY, "Until: 2020-03-31", "Until: 2020-01-31", 5, ""),
        ("policies/a.md", POLICY, "Until:", "Untill:", 5, "Until: 2020-03-31"),
        ("policies/a.md", POLICY, "Who: 小店\n", "", 4, ""),
        ("policies/a.md", POLICY, " | 通报", "", 6, ""),
        ("policies/a.md", POLICY, "约120家", "很多", 6, ""),
        ("policies/a.md", POLICY, "约120家", "3人", 6, ""),
        ("notices/a.md", NOTICE, "公众号", "公号", 4, "Channels: 微信公众号、大喇叭"),
        ("plans/a.md", PLAN, "2020-02-21", "2020-02-21\nTo: 2020-02-01", 6, ""),
        ("plans/a.md", PLAN, "Bodies", "Authors", 3, ""),
    ],
)
def test_each_fault_is_told_with_its_line_and_what_was_meant(
    path, text, was, wrong, line, meant
) -> None:
    if not path.endswith(".en.md"):
        document, parsed = read(text, path)
        assert document, parsed.faults
    document, parsed = read(text.replace(was, wrong, 1), path)
    assert document is None
    fault = next(fault for fault in parsed.faults if fault.line == line)
    assert fault.corrected == meant and (fault.allowed or meant)


def test_what_a_file_names_must_be_there_and_a_translation_has_its_original(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    assert check_tree(content, NOW.date()).faults == []
    (content / "shops" / "a.md").write_text(
        SHOP.replace("qiantou", "qiantuo"), encoding="utf-8"
    )
    (content / "shops" / "b.en.md").write_text(
        "Title: B\nGoods: rice\nHours: 8–20\n", encoding="utf-8"
    )
    (content / "shops" / "c.md").write_text(
        SHOP + "Phone: 0595-2200 9999\n", encoding="utf-8"
    )
    (content / "measures" / "a.md").write_text(
        MEASURE.replace("canteen", "cantin"), encoding="utf-8"
    )
    (content / "measures" / "b.md").write_text(
        MEASURE.replace("canteen", "mall-emergency"), encoding="utf-8"
    )
    tree = check_tree(content, NOW.date())
    told = {fault.path: (fault.line, fault.corrected) for fault in tree.faults}
    assert told == {
        "shops/a.md": (2, "Community: qiantou"),
        "shops/b.en.md": (0, ""),
        "shops/c.md": (7, ""),  # a phone that no community declares
        "measures/a.md": (3, "Basis: canteen"),
    }
    assert "measures/b.md" in tree.texts and not told.keys() & tree.texts.keys()
