"""What stands on a line of its own in a Chinese text is read on a line of its own."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from forms_app.base.contentfile import line_ends
from forms_app.base.contentfile.bounds import too_much


def lines_of(text: str) -> list[str]:
    """The lines that a reader sees."""
    html = Markdown(extensions=["extra", line_ends.NAME]).convert(text)
    rows = re.split(r"<br />|</(?:p|li|h\d|td|dt|dd)>", html)
    plain = (re.sub(r"<[^>]+>", "", row) for row in rows)
    return [" ".join(row.split()) for row in plain if row.strip()]


@pytest.mark.parametrize(
    "rows",
    [
        ["一、测量体温", "二、戴口罩", "三、不聚集"],
        ["（一）申请", "（二）核验"],
        ["(一) 申请", "(二) 核验"],
        ["① 申请", "② 核验", "③ 公布"],
        ["1、申请", "2、核验"],
        ["各企业：", "1. 申请", "2. 核验"],
        ["地址：示例路 1 号", "时间：8:00–12:00"],
        ["示例街道办事处", "2020年3月5日"],
        ["请写明", "Name", "开工日期", "Since"],
        ["**一、申请**", "**二、核验**"],
        ["See also", "1. one", "(2) two", "b) three"],
        ["𠮷野家", "Open daily"],
    ],
    ids=lambda rows: rows[0],
)
def test_each_line_is_read_by_itself(rows) -> None:
    seen = [row.replace("*", "") for row in rows]
    assert lines_of("\n".join(rows)) == seen
    assert lines_of("> " + "\n> ".join(rows))[: len(rows)] == seen


def test_lines_without_chinese_are_joined_as_everywhere() -> None:
    assert lines_of("This is wrapped\nby an editor\n(as usual).") == [
        "This is wrapped by an editor (as usual)."
    ]


def test_nothing_but_paragraphs_and_items_is_touched() -> None:
    code = "    一、甲\n    二、乙"
    table = "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"
    for text in (code, f"```\n{code}\n```", table, "# 甲\n## 乙", "甲\n==="):
        plain = Markdown(extensions=["extra"]).convert(text)
        ours = Markdown(extensions=["extra", line_ends.NAME]).convert(text)
        assert ours == plain
    assert lines_of("1. 甲\n2. 乙\n   丙") == ["甲", "乙", "丙"]


def test_a_paragraph_of_endlessly_many_lines_is_told_and_a_long_one_is_not() -> None:
    found = too_much("\n".join(["示例" * 10] * 9_999))
    assert found and "标记太多" in found.says
    assert too_much("\n".join(["示例" * 10] * 1_000)) is None
