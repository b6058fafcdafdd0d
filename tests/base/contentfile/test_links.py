"""Pictures from elsewhere, and links to what is not there, are faults at their line that say what to do."""

from __future__ import annotations

import time

import pytest

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.links import faults
from forms_app.base.documents.sections import NOTICES

HERE = "notices/a.md"
FILES = {
    "notices/",
    "policies/",
    "help/",
    "notices/how-to-apply.md",
    "policies/privacy.md",
    "media/gate.jpg",
    "media/附件1.docx",
    "help/operator.md",
    HERE,
}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("![图](https://example.org/a.png)", 7),
        ("![](http://example.org/a.png)", 7),
        ("字 ![图]( //example.org/a.png) 字", 7),
        ("![图](<https://example.org/a b.png>)", 7),
        ('<img src="https://example.org/a.png">', 7),
        ("<IMG alt=x SRC=//example.org/a.png>", 7),
        ('<img alt="a" srcset="https://example.org/a.png 2x">', 7),
        ('<iframe src="https://example.org/"></iframe>', 7),
        ("![图][there]\n\n[there]: https://example.org/a.png", 9),
        ("<img\nsrc='https://example.org/a.png'>", 8),
    ],
)
def test_a_picture_from_elsewhere_is_a_fault_at_its_line(row, line) -> None:
    [fault] = faults(HERE, f"第一行\n\n{row}", above=4)
    assert fault.line == line and "别的网站" in fault.says


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
        "[隐私]({filename}../policies/%70rivacy.md)",
        "![门口](media/gate.jpg)",
        "![门口](../media/gate.jpg)",
        "![门口]({static}/media/gate.jpg)",
        "[附件](media/附件1.docx)",
        "[附件](media/%E9%99%84%E4%BB%B61.docx)",
        "[申请](/notices/how-to-apply/)",
        "[申请](../how-to-apply/)",
        "[英文](/en/notices/how-to-apply/#who)",
        "[内容文件](/help/files/) [名单](/enterprises/) [上面](#who)",
        "<me@example.org> [电话](tel:059522000300)",
        "甲[^1]\n\n[^1]: 注",
    ],
)
def test_links_and_what_is_shown_as_code_are_none(row) -> None:
    assert list(faults(HERE, row, files=FILES)) == []


@pytest.mark.parametrize(
    ("link", "says", "allowed"),
    [
        ("[申请]({filename}how-to-aply.md)", "不存在", "{filename}/notices/how-to-apply.md"),
        ("[申请]({filename}/zz.md)", "不存在", ""),
        ("[申请](how-to-apply.md)", "打不开", "{filename}/notices/how-to-apply.md"),
        ("[隐私](../policies/privacy.md)", "打不开", "{filename}/policies/privacy.md"),
        ("[申请](/notices/how-to-aply/)", "不存在", "{filename}/notices/how-to-apply.md"),
        ("[申请](../how-to-aply/)", "不存在", "{filename}/notices/how-to-apply.md"),
        ("[附件]({static}/notices/a.pdf)", "附件", "把文件放到 content/media/，写 media/a.pdf"),
        ("[附件](附件1.docx)", "附件", "media/附件1.docx"),
        ("[附件](media/附件2.docx)", "附件", "media/附件1.docx"),
        ("[附件](file:///C:/a.docx)", "打不开", "https://…"),
        ("[附件](C:\\a.docx)", "打不开", "https://…"),
        ("![门口](gate.jpg)", "这张图", "media/gate.jpg"),
        ("![门口](media/Gate.JPG)", "这张图", "media/gate.jpg"),
        ("![码](code.png)", "这张图", "把文件放到 content/media/，写 media/code.png"),
        ("![码]({static}/images/a.png)", "这张图", "把文件放到 content/media/，写 media/a.png"),
        ("![](media/gate.jpg)", "没有说明", "![图上是什么](media/gate.jpg)"),
        ('<img src="media/gate.jpg">', "没有说明", "![图上是什么](media/gate.jpg)"),
        ("![码](data:image/png;base64,AAAA)", "写在地址里", "存成文件放到 content/media/，写 ![图上是什么](media/文件名)"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_its_line_and_what_to_do(
    link, says, allowed
) -> None:
    [fault] = faults(HERE, f"字\n\n又一行 {link}\n", above=2, files=FILES)
    assert fault.line == 5 and says in fault.message, fault.render()
    assert fault.allowed_message == allowed
    assert fault.source.endswith(link)


def test_the_same_picture_twice_is_told_at_both_lines() -> None:
    text = "`![甲](no.png)`\n\n![甲](no.png)\n\n字\n\n![甲](no.png)"
    assert [fault.line for fault in faults(HERE, text, files=FILES)] == [3, 7]


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
