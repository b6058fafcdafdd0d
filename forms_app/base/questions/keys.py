"""How questions and their pages are written in a file: every key with its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_app.base.attachments.rules import Kind as FileKind
from forms_app.base.contentfile.keys import Key, Type, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.questions.question import Kind

MOST = 1_000_000
LEAST = -3_650  # a day ten years ago
CALLED = {
    Kind.LINE: "一行字、填空",
    Kind.WORDS: "几行字、简答",
    Kind.COUNT: "人数、数量、整数",
    Kind.DATE: "日期",
    Kind.PICK: "单选",
    Kind.TICKS: "多选",
    Kind.TABLE: "表格",
    Kind.SUPPLIES: "物资",
    Kind.FILES: "照片、文件、附件",
}
FILES_CALLED = {FileKind.PHOTO: "照片、图片", FileKind.PDF: "文档、扫描件"}
OFFERS = {Kind.PICK, Kind.TICKS, Kind.TABLE}


def _offers(row: Row) -> bool:
    return str(row.values.get("kind")) in OFFERS


def _is_table(row: Row) -> bool:
    return row.values.get("kind") == Kind.TABLE


def _optional(
    name: str, means: str, means_en: str, example: tuple[str, str], called: str
) -> tuple[Key, Key]:
    """A text that may be left out, and its English, needed beside it."""
    return (
        Key(name, means, means_en, example=example[0], called=called),
        Key(
            f"{name}_en",
            f"{means}（英文）",
            f"{means_en}, in English",
            required=lambda row: name in row.values,
            example=example[1],
        ),
    )


def _labels(
    name: str, means: str, means_en: str, needed: Any, example: tuple[str, str]
) -> Iterator[Key]:
    """As many labels as there are ids, in both languages."""
    for suffix, in_zh, in_en, written in (
        ("", "", "", example[0]),
        ("_en", "（英文）", ", in English", example[1]),
    ):
        yield Key(
            f"{name}{suffix}",
            f"{means}{in_zh}",
            f"{means_en}{in_en}",
            Type.WORDS,
            required=needed,
            example=written,
        )


WHEN = Key(
    "when",
    "只在这些答案时才问；几个条件都要符合",
    "Only asked with these answers; all of them must hold",
    Type.LIST,
    example='["power = off"]',
    called="条件",
)
PAGE_KEYS = (
    row_id("这一页的代号，也是它的地址", "Its id, and its address", example="people"),
    *in_two_languages("title", "标题", "Its title", example=("人员", "People")),
    *_optional(
        "intro",
        "问题上面的一段话",
        "A paragraph above the questions",
        ("不够也可以先申请。", "You may apply with less."),
        "说明",
    ),
    WHEN,
)
QUESTION_KEYS = (
    row_id(
        "这一问的代号；条件里用它",
        "Its id, by which conditions name it",
        example="staff",
    ),
    Key(
        "page",
        "在哪一页",
        "The page it is on",
        required=True,
        example="people",
        called="页",
    ),
    Key(
        "kind",
        "怎么答",
        "What an answer is",
        Type.WORD,
        required=True,
        choices=CALLED,
        example="count",
        called="类型、题型",
    ),
    *in_two_languages(
        "text", "问什么", "The question", example=("一共有多少员工", "How many staff?")
    ),
    *_optional(
        "hint",
        "下面的一句提示",
        "A hint below it",
        ("填岗位，不用填姓名", "A post, not a name"),
        "提示",
    ),
    *_optional(
        "label",
        "打印答案时的叫法，短一些",
        "What its answer is printed under, if shorter",
        ("员工", "Staff"),
        "叫法",
    ),
    *_optional(
        "missing",
        "没有答时说的一句话",
        "What is said without an answer",
        ("请填岗位", "Please fill in a post"),
        "缺了时说",
    ),
    Key(
        "required",
        "写 false：可以不答",
        "false: may be left empty",
        Type.FLAG,
        default=True,
        example="false",
        called="必填、必答",
    ),
    Key(
        "least",
        "最少：数量、选几项、几个文件、表格的合计；日期是从今天起几天",
        "At least: a count, how many are ticked, how many files, the total of a table; "
        "of a date, days from today",
        Type.WHOLE,
        low=LEAST,
        high=MOST,
        example="1",
        called="最少、最小",
    ),
    Key(
        "most",
        "最多：数量、选几项、几个文件、字数；日期是从今天起几天",
        "At most: a count, how many are ticked, how many files, characters; of a date, "
        "days from today",
        Type.WHOLE,
        low=LEAST,
        high=MOST,
        example="90",
        called="最多、最大",
    ),
    Key(
        "answers",
        "选项的代号；表格是每一行的代号",
        "The ids of the answers; of a table, of its lines",
        Type.WORDS,
        required=_offers,
        example='["yes", "no"]',
        called="选项、答案",
    ),
    *_labels(
        "labels",
        "选项的字，和 answers 一样多",
        "The words of the answers, as many as there are ids",
        _offers,
        ('["有", "没有"]', '["Yes", "No"]'),
    ),
    Key(
        "columns",
        "表格每一列的代号",
        "The ids of the columns of a table",
        Type.WORDS,
        required=_is_table,
        example='["full", "short"]',
        called="列",
    ),
    *_labels(
        "column_labels",
        "表格每一列的字",
        "The words of the columns",
        _is_table,
        ('["全天", "半天"]', '["All day", "Half a day"]'),
    ),
    *_optional(
        "printed",
        "表格的一行怎么打印，{列的代号} 换成数",
        "How a line of a table is printed, with {column} for each count",
        ("全天 {full} 人", "{full} all day"),
        "打印成",
    ),
    *_optional(
        "total",
        "表格合计叫什么",
        "What the total of a table is called",
        ("第一批回来多少人", "How many come back first?"),
        "合计",
    ),
    Key(
        "at_most",
        "这个数或表格的合计，不超过哪一问的数",
        "The count that this one, or the total of a table, may not exceed",
        example="staff",
        called="不超过",
    ),
    Key(
        "per",
        "物资按哪一问的人数算",
        "By the number of which answer supplies are needed",
        example="staff",
        called="按",
    ),
    Key(
        "takes",
        "照片和文件：photo 只收照片，pdf 只收 PDF；不写就都收",
        "Of files: photo takes photos alone, pdf PDFs alone; both where it is left out",
        Type.WORDS,
        choices=FILES_CALLED,
        default=tuple(FileKind),
        example='["photo"]',
        called="收什么",
    ),
    Key(
        "flag",
        "审核时标“不足”的答案；表格写 行-列",
        "Answers that staff see marked; of a table, line-column",
        Type.LIST,
        example='["no"]',
        called="标出",
    ),
    Key(
        "shared",
        "写 true：同一栋楼替几家申请时，照上一家的填",
        "true: the same for all tenants of a building",
        Type.FLAG,
        default=False,
        example="true",
        called="照搬",
    ),
    WHEN,
)
