"""A form of ODK becomes questions of ours, and whatever of it does not is told by row and column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from forms_app.base.catalogue import use_language
from forms_app.base.questions.question import Kind
from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.xlsforms import expressions, standard, template, workbook
from forms_app.base.xlsforms.conversion import Conversion
from forms_app.base.xlsforms.expressions import Asked, Bounds, NotTaken
from forms_app.base.xlsforms.ruletext import rule_text
from forms_app.base.xlsforms.types import KINDS, LESS, NOT_TAKEN
from forms_app.base.xlsforms.workbook import HEADERS, Texts
from forms_app.permits.resumption.application_file import TAKEN
from tests.base.xlsforms.forms import FORMS, YES_NO, ask, book, saved
from tests.publishing.test_rule_files import faults_in

HEAD = 'id = "application"\ntitle = "试"\nbasis = "resumption-2020-08"\nfrom = 2020-02-08\n\n'
PROMISE = {"id": "true", "text": "真实", "text_en": "True"}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    with use_language("zh-Hans"):
        yield


def converted(data: bytes) -> tuple[dict, list[str], str]:
    """The rule file as it is read, what was told, and its text."""
    form = workbook.read(data)
    if form.is_standard:
        standard.judge(form)
    conversion = Conversion(form, Texts("试", "Trial"), TAKEN)
    draft = conversion.run()
    tables = {
        "pages": draft.pages,
        "rows": draft.rows,
        "commitments": draft.commitments or [PROMISE],
    }
    text = HEAD + rule_text({}, tables)
    return tomllib.loads(text), list(conversion.notes.rendered()), text


@pytest.mark.parametrize("name", FORMS)
def test_a_form_becomes_questions_that_our_judge_takes(name) -> None:
    form = FORMS[name]
    made, told, text = converted(form.data)
    assert [fault.render() for fault in faults_in(text, "application.toml")] == []
    assert [row["kind"] for row in made["rows"]] == form.kinds.split()
    assert len(made["pages"]) == form.pages
    for words in form.told:
        assert any(words in line for line in told), (words, told)
    assert bool(told) == bool(form.told), told


def test_the_forms_have_every_type_between_them() -> None:
    words = {
        row["type"].partition(" ")[0] for form in FORMS.values() for row in form.survey
    }
    external = {"geotrace", "geoshape", "osm", "xml-external", "csv-external"}
    assert {*KINDS, *LESS, *NOT_TAKEN} - {"lines"} - external <= words


def test_what_a_form_says_of_its_questions_is_kept() -> None:
    made, _told, _text = converted(FORMS["flood"].data)
    staff, cellar, gear, keeper, rooms = made["rows"]
    assert (staff["least"], staff["most"]) == (1, 200) and "required" not in staff
    assert staff["text_en"] == "How many work there?"
    assert cellar["labels"] == ["有", "没有"] and cellar["labels_en"] == ["Yes", "No"]
    assert gear["least"] == 2 and gear["required"] is False
    assert keeper["when"] == ["gear = lamp"] and rooms["least"] == 1
    assert made["pages"][1]["when"] == ["has-cellar = yes"]
    assert made["commitments"][0]["text"] == "有人守夜"
    inside, _told, _text = converted(FORMS["groups in groups"].data)
    assert inside["rows"][1]["when"] == ["tank = yes"]
    days, _told, _text = converted(FORMS["days"].data)
    assert [(one.get("least"), one.get("most")) for one in days["rows"]] == [
        (0, 30), (None, 0),
    ]  # fmt: skip
    files, _told, _text = converted(FORMS["files"].data)
    assert [one.get("takes") for one in files["rows"]] == [["photo"], None]
    names, _told, _text = converted(FORMS["strange names"].data)
    assert [one["id"] for one in names["rows"]] == [
        "validate-2", "data-2", "a-b-c", "q1", "a-b-c-2",
    ]  # fmt: skip


ASKED = {
    "n": Asked("n", Kind.COUNT, {}),
    "yn": Asked("yn", Kind.PICK, {"yes": "yes", "No": "no", "有": "yes"}),
    "有没有": Asked("yn", Kind.PICK, {"有": "yes"}),
}


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("", []),
        ("${n} > 3", ["n > 3"]),
        ("3 < ${n}", ["n > 3"]),
        ("${n}>=3 and ${yn}='yes'", ["n >= 3", "yn = yes"]),
        ("((${n} = 3) and (${yn} != 'No'))", ["n = 3", "yn ≠ no"]),
        ("selected(${yn}, 'yes')", ["yn = yes"]),
        ("not(selected(${yn}, \"No\"))", ["yn ≠ no"]),
        ("有没有 ＝ 有", ["yn = yes"]),
        ("有没有 = 有；n ≥ 2", ["yn = yes", "n >= 2"]),
        ("${yn} = 'yes' or ${n} > 3", "不只是几个都要符合"),
        ("${n} + 1 > 3", "不只是几个都要符合"),
        ("${n}", "不是一个比较"),
        ("${later} = 'yes'", "“later”没有在前面问过"),
        ("${yn} = 'maybe'", "没有这个答案"),
        ("${yn} > 'yes'", "不能这样比"),
        ("${n} = 'yes'", "没有这个答案"),
        ("${yn} = ''", "没有这个答案"),
        ("true()", "不是一个比较"),
        ("(" * 500 + "${n} > 3" + ")" * 500, ["n > 3"]),
        ("${n} > 1.5", "没有这个答案"),
    ],
)  # fmt: skip
def test_a_condition_is_held_or_told(text, becomes) -> None:
    try:
        assert expressions.conditions(text, ASKED.get) == becomes
    except NotTaken as no:
        assert isinstance(becomes, str) and becomes in no.says


@pytest.mark.parametrize(
    ("text", "kind", "becomes"),
    [
        (". >= 1 and . <= 24", Kind.COUNT, Bounds(1, 24)),
        ("0 < . and . < 10 and . < 8", Kind.COUNT, Bounds(1, 7)),
        (". = 3", Kind.COUNT, Bounds(3, 3)),
        ("string-length(.) <= 60", Kind.LINE, Bounds(None, 60)),
        ("count-selected(.) > 1", Kind.TICKS, Bounds(2, None)),
        (". > today() - 3", Kind.DATE, Bounds(-2, None)),
        (". != 3", Kind.COUNT, None),
        (". < 1.5", Kind.COUNT, None),
        (". <= 24", Kind.LINE, None),
        ("regex(., '[a-z]+')", Kind.LINE, None),
        (". > 1 or . = 0", Kind.COUNT, None),
        (". <= date('2020-03-08')", Kind.DATE, None),
    ],
)
def test_a_constraint_is_a_least_and_a_most_or_is_told(text, kind, becomes) -> None:
    if becomes:
        assert expressions.bounds(text, kind) == becomes
    else:
        with pytest.raises(NotTaken, match="不只是最少和最多"):
            expressions.bounds(text, kind)


def test_the_template_of_a_clerk_is_read_by_the_same_reader() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    filled = load_workbook(BytesIO(template.made()))
    with pytest.raises(SheetRefused, match="还没有填"):
        workbook.read(template.made())
    sheet = filled["问题"]
    titles = [cell.value for cell in sheet[1]]
    assert set(titles) == set(HEADERS) - {"标题"}
    for sample in template.SAMPLES:
        sheet.append([sample.get(title, "") for title in titles])
    sheet.append(
        [{"怎么答": "承诺", "问题": "都是真的"}.get(one, "") for one in titles]
    )
    made, told, text = converted(saved(filled))
    assert faults_in(text, "application.toml") == []
    cellar, pumps, photos = made["rows"]
    assert cellar["id"] == "has-cellar" and cellar["labels_en"] == ["Yes", "No"]
    assert cellar["answers"] == ["yes", "no"] and "required" not in cellar
    assert pumps["when"] == ["has-cellar = yes"] and pumps["most"] == 50
    assert photos["kind"] == "files" and photos["when"] == ["q1 > 0"]
    assert len(made["pages"]) == 1 and made["commitments"][0]["text"] == "都是真的"
    assert told == [
        "第 5 行、C（问题） 列：没有英文，先用中文代替。请在写好的文件里补上"
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是 Excel 工作簿"),
        (b"%PDF-1.7 nonsense", "不是 Excel 工作簿"),
        (b"PK\x03\x04 nonsense", "打不开|不完整|损坏"),
        (b"PK" * 6_000_000, "超过 10 MB"),
        (book(people=[{"name": "示例"}]), "没有叫 survey"),
        (book(survey=[{"name": "a", "label": "没有类型"}]), "第一行要有 type"),
        (book(survey=[ask("integer", "a", "一", "One")] * 2_001), "太大"),
        (book(survey=[ask("nonsense", "a", "一", "One")]), "pyxform 说：Unknown question type"),
        (book(survey=[ask("begin group", "g", "一", "One")]), "pyxform 说.*row : 2.*begin_group"),
        (book(survey=[ask("integer", "a", "一", "One", relevant="${b} = 1")]), "pyxform 说.*row : 2.*relevant"),
        (book(survey=[ask("integer", "a", "一", "One"), ask("integer", "a", "二", "Two")]), "pyxform 说"),
        (book(survey=[ask("begin group", f"g{n}", "一", "One") for n in range(900)] + [ask("integer", "a", "一", "One")] + [{"type": "end group"}] * 900), "套得太深"),
        (book(survey=[ask("select_one nobody", "a", "一", "One")]), "pyxform 说"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_in_a_sentence(data, says) -> None:
    with pytest.raises(SheetRefused) as refused:
        converted(data)
    import re

    assert re.search(says, str(refused.value)), str(refused.value)


def test_text_that_would_break_the_file_stays_text() -> None:
    hostile = "a\"\n]] = x\\ \x7f # [[rows]] ' {{ 1 }} <script>"
    form = book(
        survey=[{"type": "select_one yn", "name": "a", "label": hostile, "hint": hostile}],
        choices=[{"list_name": "yn", "name": "yes", "label": hostile}],
    )  # fmt: skip
    made, _told, text = converted(form)
    [row] = made["rows"]
    assert (
        row["text"] == row["labels"][0] == "a\" ]] = x\\ # [[rows]] ' {{ 1 }} <script>"
    )
    assert faults_in(text, "application.toml") == []


def test_yes_and_no_are_offered_in_the_order_of_the_sheet() -> None:
    made, _told, _text = converted(FORMS["one of several"].data)
    assert made["rows"][0]["answers"] == [name for name, *_rest in YES_NO["yn"]]
