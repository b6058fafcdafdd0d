"""Pictures from elsewhere and links to no file are faults at their line."""

from __future__ import annotations

import time

import pytest

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.links import faults
from forms_app.base.documents.sections import NOTICES

HERE = "notices/a.md"
FILES = {"notices/how-to-apply.md", "policies/privacy.md", HERE}


@pytest.mark.parametrize(
    "row",
    [
        "![图](https://example.org/a.png)",
        "![](http://example.org/a.png)",
        "字 ![图]( //example.org/a.png) 字",
        "![图](<https://example.org/a b.png>)",
        '<img src="https://example.org/a.png">',
        "<IMG alt=x SRC=//example.org/a.png>",
        '<img alt="a" srcset="https://example.org/a.png 2x">',
        '<iframe src="https://example.org/"></iframe>',
        "![图][there]\n\n[there]: https://example.org/a.png",
        "<img\nsrc='https://example.org/a.png'>",
    ],
)
def test_a_picture_from_elsewhere_is_a_fault_at_its_line(row) -> None:
    [fault] = faults(HERE, f"第一行\n\n{row}", above=4)
    assert fault.line == 7 and "别的网站" in fault.says


@pytest.mark.parametrize(
    "row",
    [
        "[表格](https://example.org/a.pdf)",
        "![图](/theme/img/a.png)",
        "`![](https://example.org/a.png)`",
        "    ![](https://example.org/a.png)",
        "```\n<img src=https://example.org/a.png>\n```",
        "[申请]({filename}how-to-apply.md#who)",
        "[隐私]({filename}/policies/privacy.md)",
        "[隐私](../policies/%70rivacy.md)",
    ],
)
def test_links_and_what_is_shown_as_code_are_none(row) -> None:
    assert list(faults(HERE, row, files=FILES)) == []


@pytest.mark.parametrize(
    "link",
    [
        "{filename}how-to-aply.md",
        "{static}/notices/how-to-apply.pdf",
        "|attach|how-to-apply.md",
    ],
)
def test_a_link_to_no_file_names_the_nearest(link) -> None:
    [fault] = faults(HERE, f"字\n[申请]({link})", files=FILES)
    assert fault.line == 2 and "不存在" in fault.says
    assert fault.allowed_message == "{filename}/notices/how-to-apply.md"


def test_a_notice_is_judged_by_what_it_links_to() -> None:
    text = (
        "Title: 通知\nDate: 2020-03-01\nSummary: 示例\n\n[申请]({filename}nowhere.md)\n"
    )
    _record, judged = NOTICES.read(text.encode(), HERE, Beside(originals=FILES))
    assert [fault.line for fault in judged.faults if "不存在" in fault.says] == [5]
    _record, judged = NOTICES.read(text.encode(), HERE)
    assert not [fault for fault in judged.faults if "不存在" in fault.says]


@pytest.mark.parametrize(
    "piece", ["![", "<img ", "`", "```\n", "![a](//x ", "[a]: //x\n"]
)
def test_what_somebody_repeats_endlessly_is_looked_at_in_time(piece) -> None:
    begun = time.process_time()
    list(faults(HERE, (piece * 100_000)[:250_000], files=FILES))
    assert time.process_time() - begun < 3
