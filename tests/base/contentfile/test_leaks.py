"""Phone numbers and resident IDs are found however they are written; what only looks a little like one is let alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.base.contentfile.leaks import faults, found_in
from forms_app.base.notions import resident_id
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity.public_words import without_people
from forms_app.ledger.visits.questions import must_be_public
from forms_app.publishing.intake.check import check_tree
from tests.conftest import NOW, PROJECT

OFFICE = frozenset({"059522000300", "01088880000"})
DISGUISED = [
    "138·0000·1234",
    "138.0000.1234",
    "1380 0001 234",
    "138  0000  1234",
    "138\u20110000\u20111234",  # the hyphen that Word puts in
    "138\u200b0000\u200b1234",  # what is copied out of WeChat
    "138**0000**1234",
    "138&nbsp;0000&nbsp;1234",
    "0595~22001234",
    "110105 19491231 002X",  # the example of the standard itself
    "110105-19491231-002X",
    "138\u22120000\u22121234",
    "138/0000/1234",
    "（138）0000【1234】",
    "１３８　００００　１２３４",
    "+86 (0)595 2200 1234",
    "110105491231002",
    "110105 491231 002",
]
ALSO_DISGUISED = [
    "138****0000****1234",
    "**138** *0000* `1234`",
    "138<b>0000</b>1234",
    "138<!-- 中间 -->00001234",
    "138<br>0000<br>1234",
    "138\\-0000\\-1234",
    "[138](https://example.org/1)0000[1234](/a)",
    "[电话](tel:138-0000-1234)",
    '<a href="tel:0595-22001234">电话</a>',
    "&#49;&#x33;8&#8203;0000&ensp;1234",
    "13\u00ad8000\ufeff01\u2060234",
    "١٣٨٠٠٠٠١٢٣٤",
    "①13800001234",
    "①③⑧⓪⓪⓪⓪①②③④",
    "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣",
    "13800001234²",
    "13800001234<sup>1</sup>",
    "8613800001234",
    "0086-138-0000-1234",
    "013800001234",
    "010-6888 1234",
    "0595-22001234-801",
    "0595-22001234转801",
    "1 示例甲 138 0000 1234 36.5 2",
    "2020-02-20 138 0000 1234 139 0000 1234 137 0000 1234",
    "2020-02-20 13-80-00-01-23-4 12",
    "Tel13800001234",
    "0595-2200 1234 2200 1235",
    "120 138 0000 1234 150 1600",
    "1900-1-0-0-0-0-00",
    "1 3 8 0 0 0 0 1 2 3 4",
    "13 80 00 01 23 4",
    "110105 1949-12-31 002X",
    "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
    "一三八〇〇〇〇一二三四",
    "壹叁捌零零零零壹贰叁肆",
    "一三八零零零零1234",
    "周一13800001234",
    "13800001二34",
    "138OOOO1234",
    "0595一22001234",
    "❶❸❽⓿⓿⓿⓿❶❷❸❹",
    "〡〣〨〇〇〇〇〡〢〣〤",
    "138。0000。1234",
    "138─0000─1234",
    "138📞0000📞1234",
    "138:0000:1234",
    "0595：22001234",
    "138<!-- a > b -->00001234",
    "138<script>空</script>00001234",
    "<button>138</button>00001234",
    "*138*{: .a }0000*1234*",
    "[电话](tel:%31%33%38%30%30%30%30%31%32%33%34)",
    "![138 0000 1234](/a.png)",
    '[电话](/a "138 0000 1234")',
    "![图](/images/13800001234.png)",
]
HARMLESS = [
    "泉丰政办〔2020〕8号",
    "泉丰政办〔2020〕15 号、闽政办发明电〔2020〕13号",
    "（2020）闽0503民初1380号",
    "2020-02-10—2020-03-05",
    "2020.2.10-3.15",
    "2020.2.10",
    "2020.1.13-2020.2.15、2020.2.16-3",
    "2020/02/15 – 2020/03/15",
    "2020-02-15 2020-02-16 2020-02-17 2020-02-18",
    "1998.10-2002.7",
    "150 2020-03-05",
    "2020-02-20T08:30:15+08:00",
    "20200220",
    "2020年2月15日13时30分",
    "91350503MA2XXXXX0X",
    "91350503MA32WQ3R5X",
    "统一社会信用代码 9135 0503 MA32 WQ3R 5X",
    "913505031561234567",
    "QT-7K3M9P",
    "QT-1380001、XM-20200220",
    "代码 350503006005，2020-03-05",
    "350503005001 350503005004 350503006005",
    "华大街道示例路 138 号 15 栋 1203 室",
    "示例工业园 13-15-1203",
    "8:30—12:00，14:30—17:30",
    "13:30-15:00 15:30-17:30 18:00-20:30",
    "8.30-12.00 14.30-17.30",
    "第 21 号，15000 元，180多家",
    "13,800,001,234 元",
    "15000～180000 元",
    "15000-180000家",
    "13 800 001 234 元",
    "1.5—1.8 万元",
    "13.8 14.2 15.6 16.1 17.3 18.9 19.4",
    "36.5 36.6 36.8 37.0 36.4",
    "1200 1350 1400 1600 1800 2000",
    "15 12 18 20 13 9 22 31 16 18",
    "150 16 1700 180 1950 20 2100",
    "1998 2003 2008 2013 2018 2020",
    "001 002 003 004 005 006",
    "1380\n1590\n1777\n18000\n",
    "150\n1600\n1700",
    "13800\n159000",
    "| 138 | 0000 | 1234 |",
    "| 2020-02-10 | 15 | 1380 | 159000 |\n| 2020-02-11 | 17 | 1390 | 160000 |",
    "<table><tr><td>138</td><td>0000</td><td>1234</td></tr></table>",
    "1. 2020 年\n2. 13 家\n3. 800 人",
    "共 15 家\n\n13800 人\n\n1234 人",
    "- 138\n- 0000\n- 1234",
    "https://www.example.gov.cn/2020-02/15/123456789.html",
    "http://example.org/art/2020/2/15/art_1234_567890.html?id=15&page=1380001234",
    "[通知](https://example.org/2020-02/15/123456789.htm)",
    "[通知](/notices/2020-02/15/1234567890/)",
    "![图](/images/2020-02-15-1.png)",
    "https://example.org/150/2020/0215.html",
    "[通知](/150/2020/0215/)",
    "138****1234",
    "138**** 1234",
    "138****1234、139****5678",
    "138****1234 2020",
    "138xxxx1234，138××××1234",
    "350503********123X",
    "350503**********12",
    "GB 19083-2010、GB 2626-2019、YY 0469-2011",
    "GB/T 18204.10-2000",
    "GB/T 16886.10—2017",
    "84 消毒液 1:100，75% 酒精 500 毫升",
    "24.9139, 118.5858",
    "12345、12320、110、120",
    "400-138-0000",
    "22001234",
    "邮编 362000，2020 年 15 期",
    "ISBN 978-7-5097-1234-5",
    "350503600012345",  # a registration number, with no month in its middle
    "110105 19491331 002X",
    "110105194912310021",
    "&lt;138&gt;，&amp;138，&#169;2020",
    "office@example.org",
    "值班电话 0595-2200 0300",
    "0595·2200·0300",
    "（0595）22000300 转 801",
    "+86 595 2200 0300",
    "0595\u20112200\u200b0300，010 8888 0000",
    "0595-**2200 0300**\n2020-03-05",
    "[值班电话](tel:0595-22000300)",
    "[值班电话](tel:0595%2D22000300)",
    "零五九五-二二〇〇〇三〇〇",
    "0595一22000300",
    "（一）350503006005",
    "二〇二〇年二月二十日至二〇二〇年三月五日",
    "周一8:30—12:00，周三14:30—17:30",
    "账号 6222 0000 0102 0000 000",
    "订单号 202002200805121234",
]


@pytest.mark.parametrize("text", [*DISGUISED, *ALSO_DISGUISED])
def test_a_number_is_found_however_it_is_written_and_its_line_is_told(
    text: str,
) -> None:
    assert [
        line
        for line, _what in found_in(
            f"Title: 示例\nDate: 2020-02-20\n\n请找{text}。\n", OFFICE
        )
    ] == [4]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_number_of_a_person_is_let_alone(text: str) -> None:
    assert list(found_in(f"Title: 示例\nDate: 2020-02-20\n\n{text}\n", OFFICE)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Title: 电话 138.0000.1234\nSlug: a\n\n正文\n", [(1, "phone")]),
        (
            "甲\n\n电话 138\n0000 1234\n乙 0595-2200\n1234 止",
            [(3, "phone"), (5, "phone")],
        ),
        (
            "13<span\nclass='a'\n>8</span>00001234\n13900001234",
            [(1, "phone"), (4, "phone")],
        ),
        ("<!--\n\n-->\n&#10;138&#10;0000 1234\n", [(4, "phone")]),
        (
            "13800001234、110105 19491231 002X、13900001234",
            [(1, "phone"), (1, "resident-id")],
        ),
        ("0595-2200 0300，13800001234", [(1, "phone")]),
        ("甲\n\n[138][a]0000[1234][a]\n\n[a]: /b\n", [(3, "phone")]),
        ("甲\n\n*一三八*{: .a }00001234\n", [(3, "phone")]),
        ("&#" + "1" * 5000 + ";13800001234", [(1, "phone")]),
    ],
)
def test_each_line_with_a_number_is_told_once(
    text: str, found: list[tuple[int, str]]
) -> None:
    assert list(found_in(text, OFFICE)) == found


@pytest.mark.parametrize("path", ["notices/a.md", "rules/a.toml"])
def test_a_number_in_any_content_file_is_a_fault_at_its_line(
    tmp_path: Path, path: str
) -> None:
    texts = {
        "notices/a.md": "Title: 示例\nDate: 2020-02-20\nIssuer: 示例机关\n\n请打 138·0000·1234。\n",
        "rules/a.toml": 'id = "a"\ntitle = "示例"\nbasis = "a"\nfrom = 2020-02-08\nabout = "138·0000·1234"\n',
    }
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text(texts[path], encoding="utf-8")
    told = [
        fault
        for fault in check_tree(tmp_path, NOW.date()).faults
        if fault.says == "这里有电话号码"
    ]
    assert [(fault.place, "138" in fault.source) for fault in told] == [
        (f"{path}:5", True)
    ]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("notices/138-0000-1234.md", ["文件名里有电话号码"]),
        ("notices/11010519491231002X.md", ["文件名里有身份证号码"]),
        ("letters/2020-02-10-2020-03-05.md", []),
        ("notices/0595-22000300.md", []),
    ],
)
def test_a_number_in_the_name_of_a_file_is_a_fault_of_the_file(path, told) -> None:
    found = list(faults(path, "Title: 示例\n\n正文\n", OFFICE))
    assert [(fault.says, fault.line) for fault in found] == [(one, 0) for one in told]


def test_a_text_that_asks_too_much_of_the_reader_is_not_rendered_for_the_check() -> (
    None
):
    began = time.process_time()
    assert list(found_in("[" * 8000 + "<b>2020-02-20 08:00</b>")) == []
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("text", DISGUISED)
def test_no_form_whose_words_become_public_takes_a_number(text: str) -> None:
    with pytest.raises(Refused):
        without_people("示例", f"请找{text}")
    with pytest.raises(Refused):
        must_be_public(f"请找{text}", (), OFFICE)


def test_the_sample_content_has_no_fault() -> None:
    assert check_tree(PROJECT / "content", NOW.date()).faults == []


@pytest.mark.walk
def test_a_large_text_is_looked_through_in_moments() -> None:
    many = 256 * 1024
    for part in (
        "1 ",
        "1-",
        "138*",
        "1",
        "<a ",
        "](",
        "[1](/",
        "<!--",
        "&#1",
        "13800001234 ",
        "2020-02-15—",
        "甲1\n1",
    ):
        began = time.process_time()
        list(found_in(part * (many // len(part.encode()))))
        assert time.process_time() - began < 10, part


def test_what_the_roster_never_reads_is_found_in_content_too() -> None:
    for number in (
        "11010519491231002X",
        "110105 19491231 002X",
        "110105\u20111949\u201112\u201131\u2011002X",
    ):
        assert resident_id.without(f"示例 {number}") == "示例"
        assert list(found_in(number)) == [(1, "resident-id")]
    for number in ("110105491231002", "110105 491231 002", "（110105）491231·002"):
        assert "491231" not in resident_id.without(f"示例 {number}")
        assert list(found_in(number)) == [(1, "resident-id")]
    assert (
        resident_id.without("示例 110105 19491331 0021") == "示例"
    )  # mistyped: still none to keep


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_text_whatever_breaks_the_check(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line, _what in found_in(text))
