"""What somebody can do to a content file with Word, WPS, Notepad, WeChat and git: each is told with its line, what is wrong, what is allowed and the line as it was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.meant import chinese
from forms_app.base.contentfile.rulekind import RuleKind, faults_of
from forms_app.base.contentfile.section import Section
from forms_app.base.documents.sections import SECTIONS as OF_DOCUMENTS
from forms_app.base.feature import parts
from forms_app.base.profile import OFFICE
from forms_app.features import FEATURES
from forms_app.permits.enterprises.content import ENTERPRISES, read_enterprise
from forms_app.permits.enterprises.labels import KINDS, STATUSES
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.permits.resumption.priority_file import PRIORITY
from tests.conftest import NOW
from tests.publishing.slips import shipped
from tests.publishing.test_accept import GOOD, REFERENCE, path_of, put, standing
from tests.publishing.test_content_files import IN_MARKDOWN, files_of
from tests.rule_files import DECISIONS, relative

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
STATUS = "Status: approved"
MEANT = "Status: suspended"
# What is done to the file, the line, a word of the fault, the line as it was meant.
SLIPS = {
    "value in Chinese": (STATUS, "Status: 暂停", 7, "可选的词", MEANT),
    "another word for it": (STATUS, "Status: 停工", 7, "可选的词", MEANT),
    "nearly the word": (STATUS, "Status: 已暂停", 7, "可选的词", MEANT),
    "key in Chinese": (STATUS, "状态: suspended", 7, "要用英文写", MEANT),
    "both in Chinese": (STATUS, "状态: 暂停", 7, "要用英文写", MEANT),
    "both, full-width colon": (STATUS, "状态：暂停", 7, "要用英文写", MEANT),
    "full-width colon": (STATUS, "Status：暂停", 7, "全角", MEANT),
    "full-width colon, blank": (STATUS, "Status ： suspended", 7, "全角", MEANT),
    "full-width letters": (STATUS, "Ｓｔａｔｕｓ：暂停", 7, "全角字母", MEANT),
    "full-width value": (STATUS, "Status: ｓｕｓｐｅｎｄｅｄ", 7, "可选", MEANT),
    "smart quotes around the key": (STATUS, "“Status”: 暂停", 7, "别的符号", MEANT),
    "smart quotes around all": (STATUS, "“Status: suspended”", 7, "别的符号", MEANT),
    "smart quotes around a value": (STATUS, "Status: “suspended”", 7, "可选", MEANT),
    "bold": (STATUS, "**Status**: suspended", 7, "别的符号", MEANT),
    "bold with its colon": (STATUS, "**Status:** suspended", 7, "别的符号", MEANT),
    "an item of a list": (STATUS, "- Status: suspended", 7, "别的符号", MEANT),
    "a tab before it": (STATUS, "\tStatus: suspended", 7, "缩进", MEANT),
    "a tab behind the key": (STATUS, "Status\t: suspended", 7, "别的符号", MEANT),
    "an equals sign": (STATUS, "Status = suspended", 7, "别的符号", MEANT),
    "a full stop": (STATUS, "Status: suspended。", 7, "可选的词", MEANT),
    "zero width in the key": (STATUS, "Sta\u200btus: suspended", 7, "看不见", MEANT),
    "zero width in the value": (STATUS, "Status: \ufeffsuspended", 7, "看不见", MEANT),
    "a backslash": (STATUS, "Status: suspended\\", 7, "反斜杠", MEANT),
    "title in Chinese": ("Title:", "标题:", 1, "要用英文写", "Title: 示例箱包厂"),
    "kind in Chinese": (
        "Kind: enterprise",
        "类别: 企业",
        4,
        "要用英文写",
        "Kind: enterprise",
    ),
    "a community by its name": (
        "Community: qiantou",
        "Community: 前坎社区",
        5,
        "没有",
        "Community: qiantou",
    ),
    "a grid by its name": (
        "Grid: qiantou-2",
        "网格：第二网格",
        6,
        "要用英文写",
        "Grid: qiantou-2",
    ),
    "a date in Chinese": (
        "2020-02-26",
        "2020年2月26日",
        8,
        "不是日期的写法",
        "Since: 2020-02-26",
    ),
    "a full-width date": (
        "2020-02-26",
        "２０２０．２．２６",
        8,
        "不是日期的写法",
        "Since: 2020-02-26",
    ),
    "a batch in words": ("Batch: 3", "Batch: 第3批", 9, "不是正整数", "Batch: 3"),
    "a date in Chinese, full-width colon": (
        "Since: 2020-02-26",
        "Since：2020年2月26日",
        8,
        "全角",
        "Since: 2020-02-26",
    ),
    "a day that is in no calendar": (
        "2020-02-26",
        "2020年2月31日",
        8,
        "不是日期的写法",
        "",
    ),
    "no day, full-width colon": ("Since: 2020-02-26", "Since：昨天", 8, "全角", ""),
    "--- of other programs above": ("Title:", "---\nTitle:", 1, "---", ""),
    "--- above and below": (
        GOOD.partition("\n\n")[0],
        f"---\n{GOOD.partition(chr(10) * 2)[0]}\n---",
        1,
        "---",
        "",
    ),
    "yes in Chinese": ("Pilot: no", "试点：否", 12, "要用英文写", "Pilot: no"),
    "small letters": (
        f"Reference: {REFERENCE}",
        f"Reference: {REFERENCE.lower()}",
        2,
        "写法不对",
        f"Reference: {REFERENCE}",
    ),
    "merge marker above": (STATUS, f"<<<<<<< HEAD\n{STATUS}", 7, "合并", ""),
    "merge marker between": (STATUS, f"{STATUS}\n=======", 8, "合并", ""),
    "merge marker below": (STATUS, f"{STATUS}\n>>>>>>> 3f2a", 8, "合并", ""),
    "merge marker in the text": ("公众", "<<<<<<< HEAD\n公众", 14, "合并", ""),
    "a line of the text that ends in a backslash": (
        "备注。",
        "备注。\\\n又一行。",
        14,
        "反斜杠",
        "公众看得到的备注。",
    ),
    "code of Word": (
        "公众",
        '<p class=MsoNormal style="mso-x:1">公众',
        14,
        "粘贴来的代码",
        "",
    ),
    "code of a page": ("公众", "<font color=red>公众</font>", 14, "粘贴来的代码", ""),
}
SAVED = {
    # What is done to the bytes, the line, a word of the fault.
    "GB18030": (GOOD.encode("gb18030"), 1, "GBK"),
    "UTF-16 of Notepad": (GOOD.encode("utf-16"), 0, "UTF-16"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), 0, "UTF-16"),
    "docx": (b"PK\x03\x04" + bytes(range(200)), 0, "Word"),
    "doc": (b"\xd0\xcf\x11\xe0" + bytes(range(200)), 0, "Word"),
    "rtf": (rb"{\rtf1\ansi Title: x}", 0, "Word"),
    "pdf": (b"%PDF-1.4 x", 0, "PDF"),
    "a page": (b"<html><body>Title: x</body></html>", 0, "HTML"),
    "empty": (b" \r\n", 0, "空的"),
}
QUIETLY = {
    "BOM": b"\xef\xbb\xbf" + GOOD.encode(),
    "Windows": GOOD.replace("\n", "\r\n").encode(),
    "old Mac": GOOD.replace("\n", "\r").encode(),
}


PATH = f"{DECISIONS}/qiantou/{REFERENCE}.md"
BESIDE = Beside(
    communities={"qiantou": "前坎社区", "nanpu": "南浦社区"},
    grids={"qiantou-1": "第一网格", "qiantou-2": "第二网格"},
)


def of_file(accept, path: str) -> list[Fault]:
    return [fault for fault in accept(1).faults if fault.path.endswith(path)]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_line_and_what_was_meant(slip) -> None:
    before, after, line, says, meant = SLIPS[slip]
    data = GOOD.replace(before, after, 1).encode()
    record, judged = read_enterprise(data, PATH, NOW.date(), BESIDE)
    fault = judged.faults[0]
    assert record is None
    assert (fault.line, fault.corrected) == (line, meant), fault.render()
    assert says in fault.message and fault.allowed_message


def test_a_slip_in_a_status_keeps_no_permission_alive(office, accept) -> None:
    put(office, GOOD)
    accept()
    put(office, GOOD.replace(STATUS, "状态：暂停"))
    (fault,) = of_file(accept, PATH)
    assert fault.corrected == MEANT and standing(office) == "checking"
    put(office, GOOD.replace("Community: qiantou", "Community: 前坎社区"))
    (fault,) = of_file(accept, PATH)
    assert fault.corrected == "Community: qiantou"
    put(office, GOOD.replace("Grid: qiantou-2", "Grid: 第二网格"))
    (fault,) = of_file(accept, PATH)
    assert fault.corrected == "Grid: qiantou-2"


@pytest.mark.parametrize("how", SAVED)
def test_a_file_that_is_no_plain_text_says_what_it_is(how) -> None:
    data, line, says = SAVED[how]
    _record, judged = read_enterprise(data, PATH, NOW.date())
    (fault,) = judged.faults
    assert fault.line == line and says in fault.message and fault.allowed
    if how == "GB18030":
        assert fault.source == GOOD.split("\n", maxsplit=1)[0]
    _rule, faults = rulefile.read(data, "rules/priority.toml")
    assert faults[0].says == fault.says or how == "empty"


@pytest.mark.parametrize("how", QUIETLY)
def test_a_bom_and_other_line_ends_are_taken_quietly(how) -> None:
    record, judged = read_enterprise(QUIETLY[how], PATH, NOW.date())
    assert record and judged.text == GOOD


COPIES = [
    f"qiantou/{REFERENCE} - 副本.md",
    f"qiantou/{REFERENCE} - 副本 (2).md",
    f"qiantou/{REFERENCE} (1).md",
    f"qiantou/{REFERENCE}(1).md",
    f"qiantou/{REFERENCE}（1）.md",
    f"qiantou/{REFERENCE} - Copy.md",
    f"qiantou/{REFERENCE} copy.md",
    f"qiantou/{REFERENCE} copy 2.md",
    f"qiantou/{REFERENCE}的副本.md",
    f"qiantou/副本{REFERENCE}.md",
    f"qiantou/Copy of {REFERENCE}.md",
    f"nanpu/{REFERENCE}.md",
    f"qiantou - 副本/{REFERENCE}.md",
]


@pytest.mark.parametrize("changed", [STATUS, "Status: suspnded"])
def test_a_copy_is_called_a_copy_and_never_told_to_be_another_file(
    office, accept, changed
) -> None:
    put(office, GOOD)
    folder = office.content / DECISIONS
    for copy in COPIES:
        (folder / copy).parent.mkdir(exist_ok=True)
        (folder / copy).write_text(GOOD.replace(STATUS, changed), encoding="utf-8")
    told = {fault.path: fault for fault in accept().faults}
    assert told.keys() == {f"{DECISIONS}/{copy}" for copy in COPIES}
    for fault in told.values():
        assert fault.message == f"这是 {PATH} 的副本，请删除"
        assert fault.allowed_message == f"要改内容，就改 {PATH}"
        assert not fault.corrected
    assert standing(office) == "approved"


def test_a_copy_that_was_made_another_record_is_told_its_name(office, accept) -> None:
    put(office, GOOD)
    other = GOOD.replace(REFERENCE, "QT-AAAAAA")
    put(office, other, f"{REFERENCE} - 副本")
    (fault,) = of_file(accept, "副本.md")
    assert fault.allowed_message == "把文件名改成编号加 .md" and not fault.corrected
    assert "副本" not in fault.message


def test_a_file_in_the_wrong_folder_alone_is_told_where_it_belongs(
    office, accept
) -> None:
    path = office.content / DECISIONS / "nanpu" / f"{REFERENCE}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    (fault,) = of_file(accept, f"{REFERENCE}.md")
    assert fault.message == "这个文件放错了文件夹"
    assert fault.allowed_message == f"移到 {DECISIONS}/qiantou/{REFERENCE}.md"


def test_a_document_in_two_places_counts_once_and_the_older_one_stays(
    office, accept
) -> None:
    accept()
    first = office.content / "letters" / "zz-first.md"
    text = "Title: 示例\nDate: 2020-03-01\nIssuer: 示例\n\n正文。\n"
    first.write_text(text, encoding="utf-8")
    accept()
    second = office.content / "help" / "aa-second.md"
    second.write_text(text, encoding="utf-8")
    (fault,) = of_file(accept, "aa-second.md")
    assert fault.message == "这是 letters/zz-first.md 的副本，请删除"
    assert (office.accepted / "letters/zz-first.md").exists()
    assert not (office.accepted / "help/aa-second.md").exists()


TEXT_ONLY = "新建一个纯文本文件，只把文字粘贴进去，保存为 UTF-8"
ENDINGS = {
    f"{REFERENCE}.md.txt": f"把文件名改成 {REFERENCE}.md",
    f"{REFERENCE}.txt": f"把文件名改成 {REFERENCE}.md",
    f"{REFERENCE}.MD": f"把文件名改成 {REFERENCE}.md",
    f"{REFERENCE}.docx": TEXT_ONLY,
    f"{REFERENCE}.wps": TEXT_ONLY,
}


def test_another_ending_is_told_what_to_do(office, accept) -> None:
    for name in ENDINGS:
        path_of(office).with_name(name).write_text(GOOD, encoding="utf-8")
    told = {Path(one.path).name: one.allowed_message for one in accept().faults}
    assert told == ENDINGS


IN_TOML = {
    "a value in Chinese": (
        'class = "deferred"',
        'class = "暂缓"',
        'class = "deferred"',
    ),
    "a key in Chinese": (
        'class = "deferred"',
        '类别 = "deferred"',
        'class = "deferred"',
    ),
    "smart quotes": (
        'class = "deferred"',
        "class = “deferred”",
        'class = "deferred"',
    ),
    "a full-width sign": (
        'class = "deferred"',
        'class ＝ "deferred"',
        'class = "deferred"',
    ),
    "a colon": ('class = "deferred"', "class: deferred", 'class = "deferred"'),
    "the title in Chinese": ("title =", "名称 =", None),
    "a merge marker": ("title =", "<<<<<<< HEAD\ntitle =", ""),
}


@pytest.mark.parametrize("slip", IN_TOML)
def test_a_slip_in_a_rule_is_told_with_its_line_too(slip) -> None:
    before, after, meant = IN_TOML[slip]
    path = shipped(PRIORITY)
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    source = text.split("\n")[line - 1]
    edited = text.replace(before, after, 1)
    rule, faults = rulefile.read(edited.encode(), path.name)
    if rule:
        faults = faults_of(Judged(rule, path.name, edited), [PRIORITY])
    told = {fault.line: fault for fault in faults}
    assert line in told, told
    assert told[line].corrected == (source if meant is None else meant)


def test_an_office_file_with_a_merge_marker_or_a_chinese_word_is_told(
    office, accept
) -> None:
    path = office.content / OFFICE.name
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\naccent = "靛蓝"\n', encoding="utf-8")
    if "accent =" in text:
        row = next(row for row in text.split("\n") if row.startswith("accent"))
        path.write_text(text.replace(row, 'accent = "靛蓝"'), encoding="utf-8")
    (fault,) = of_file(accept, OFFICE.name)
    assert fault.corrected == 'accent = "indigo"'
    path.write_text(f"{text}\n=======\n", encoding="utf-8")
    (fault,) = of_file(accept, OFFICE.name)
    assert "合并" in fault.message and fault.line == text.count("\n") + 2


def in_chinese() -> Iterator[tuple[Section[Any], str, str, int, str, str]]:
    """Each key of each kind of Markdown file by each of its Chinese names, and each of
    its words: the section, the path, the text, the line, as written and as meant.
    """
    for section in IN_MARKDOWN:
        path, (keys, text) = next(iter(files_of(section).items()))
        rows = text.split("\n")
        for key in keys:
            name = key.name.replace("-*", "-1")
            line = next(n for n, row in enumerate(rows) if row.startswith(f"{name}: "))
            value = rows[line].partition(": ")[2]
            for called in chinese(key.called):
                number = "1" if name != key.name else ""
                for colon in (": ", "："):
                    written = f"{called}{number}{colon}{value}"
                    yield section, path, text, line, written, rows[line]
            choices = key.allowed(ACCEPTED)
            for word in choices or ():
                if isinstance(choices, Mapping):
                    for said in chinese(choices[word]):
                        written = f"{name}: {said}"
                        yield section, path, text, line, written, f"{name}: {word}"


def test_every_chinese_name_of_every_key_and_word_is_offered_as_what_it_means() -> None:
    count = 0
    for section, path, text, line, written, meant in in_chinese():
        rows = text.split("\n")
        if written == meant:
            continue
        rows[line] = written
        _record, judged = section.read("\n".join(rows).encode(), path)
        told = {fault.line: fault.corrected for fault in judged.faults}
        assert told.get(line + 1) == meant, (section.name, written)
        count += 1
    assert count > 400


def test_every_chinese_word_of_a_rule_is_offered_as_what_it_means() -> None:
    kinds: list[RuleKind[Any]] = list(parts(FEATURES, "rules"))
    count = 0
    for kind in kinds:
        path = shipped(kind)
        text = path.read_text(encoding="utf-8")
        for key in kind.rows:
            row = f'{key.name} = "'
            is_told = isinstance(key.choices, Mapping) and key.name != "id"
            if not is_told or f"\n{row}" not in text:
                continue
            line = text[: text.index(f"\n{row}")].count("\n") + 2
            source = text.split("\n")[line - 1]
            for word, label in key.choices.items():
                for said in chinese(label):
                    changed = source.replace(source.split('"')[1], said, 1)
                    edited = text.replace(source, changed, 1)
                    place = relative(path.name)
                    rule, _faults = rulefile.read(edited.encode(), place)
                    told = faults_of(Judged(rule, place, edited), [kind])
                    meant = source.replace(source.split('"')[1], word, 1)
                    assert [f.corrected for f in told if f.line == line] == [meant]
                    count += 1
    assert count > 20


def test_every_key_and_word_of_a_markdown_file_has_a_chinese_name() -> None:
    for section in (COMMUNITIES, *OF_DOCUMENTS, ENTERPRISES, OFFICE):
        assert all(key.called for key in section.keys), section.name
        names = [name for key in section.keys for name in chinese(key.called)]
        assert len(names) == len(set(names)), section.name


def test_the_usual_word_is_the_one_that_pages_print() -> None:
    keys = {key.name: key for key in ENTERPRISES.keys}
    for name, labels in (("Kind", KINDS), ("Status", STATUSES)):
        words = keys[name].choices
        assert words
        for code in words:
            assert chinese(words[code])[0] == str(labels[code])


def test_every_rule_key_that_has_a_chinese_name_has_one_of_its_own() -> None:
    for kind in parts(FEATURES, "rules"):
        for keys in (kind.outside, kind.rows):
            names = [name for key in keys for name in chinese(key.called)]
            assert len(names) == len(set(names)), kind.id


@pytest.mark.parametrize("control", ["\x00", "\x1b[31m", "\x07", "\x9b", "\u2028"])
def test_no_control_character_gets_into_the_list_of_faults(
    office, accept, control
) -> None:
    path = office.content / "notices" / f"zz{control.strip(chr(0))}.md"
    path.write_text(f"Title: 示{control}例\nDate: 2020-03-01\n\n正文\n", "utf-8")
    accept()
    told = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert "看不见的控制字符" in told and f"<U+{ord(control[0]):04X}>" in told
    assert told.replace("\n", "").isprintable()


def test_three_hyphens_above_and_below_are_told_and_nothing_else() -> None:
    head, _, text = GOOD.partition("\n\n")
    for body in (f"\n\n{text}", f"\n{text}"):
        data = f"---\n{head}\n---{body}".encode()
        faults = read_enterprise(data, PATH, NOW.date())[1].faults
        assert [one.line for one in faults] == [1, 14]
        assert all("删去这一行" in one.allowed_message for one in faults)
        assert all("---" in one.source for one in faults)
