"""The Excel to fill in, and tables handed out: right to fill, safe to open."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from forms_app.base import spreadsheets
from forms_app.base.formulas import csv_line
from forms_app.people.rosters.columns import place
from forms_app.people.rosters.judging import FIELDS, judge_all
from forms_app.people.rosters.sheets import read_file
from forms_app.people.rosters.template import template

TODAY = date(2020, 3, 5)
LANGUAGES = pytest.mark.parametrize("lang", ["zh-Hans", "en"])
TRAPS = [
    "=1+1",
    "+1",
    "-1楼",
    "@a",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '=HYPERLINK("http://a")',
    "plain",
    "1",
    "_x0041_",
]


@LANGUAGES
def test_the_untouched_template_gives_nobody(lang) -> None:
    found = place(read_file(template(lang)), TODAY)
    assert found.people == () and "示例行没有读入" in found.notes
    assert [column.field for column in found.columns] == list(FIELDS)


@LANGUAGES
def test_a_template_filled_in_from_its_own_lists_gives_its_people(lang) -> None:
    book = load_workbook(io.BytesIO(template(lang)))
    sheet = book.active
    lists = {
        next(iter(rule.sqref.ranges)).min_col - 1: rule.formula1.strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
    }
    assert [FIELDS[column] for column in lists] == [
        "stayed",
        "origin",
        "transport",
        "symptoms",
    ]
    row = 4
    for column, choices in lists.items():
        for choice in choices:
            person = {
                "name": "示例",
                "phone": f"138000012{row:02}",
                "place": "江西",
                "arrived_on": "2020-02-20",
            }
            for at, field in enumerate(FIELDS, 1):
                sheet.cell(row, at).value = (
                    choice
                    if at == column + 1 and field != "place"
                    else person.get(field)
                )
            row += 1
    out = io.BytesIO()
    book.save(out)
    judged = judge_all(
        [
            (one.number, one.given)
            for one in place(read_file(out.getvalue()), TODAY).people
        ],
        TODAY,
    )
    assert [row.faults for row in judged] == [{}] * 15
    assert [row.values["origin"] for row in judged[2:7]] == [
        "city",
        "province",
        "other_province",
        "key_area",
        "abroad",
    ]
    assert [row.values["transport"] for row in judged[7:13]] == [
        "train",
        "plane",
        "coach",
        "car",
        "ship",
        "other",
    ]
    assert [row.values["symptoms"] for row in judged[13:]] == [False, True]


def test_the_samples_are_plainly_samples_and_phones_stay_text() -> None:
    sheet = load_workbook(io.BytesIO(template("zh-Hans"))).active
    assert sheet["A2"].value.startswith("示例") and sheet["A3"].value.startswith("示例")
    assert (
        sheet["B2"].number_format == "@"
        and sheet["B2"].data_type == "s"
        and sheet["B150"].number_format == "@"
    )
    assert sheet.freeze_panes == "A2" and sheet.page_setup.paperSize == 9
    assert sheet.column_dimensions["B"].number_format == "@"


@LANGUAGES
def test_the_second_sheet_explains_every_column(lang) -> None:
    book = load_workbook(io.BytesIO(template(lang)))
    about = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert (
        about[: len(FIELDS)] == [cell.value for cell in book.worksheets[0][1]]
        and len(about) == len(FIELDS) + 2
    )


def test_one_of_ours_by_name_only_is_a_person() -> None:
    sheet = read_file("姓名,手机\n示例甲,13800001234\n示例甲,13800000001\n".encode())
    assert [one.given["phone"] for one in place(sheet, TODAY).people] == ["13800001234"]


def test_nothing_that_somebody_typed_is_computed_in_excel() -> None:
    data = spreadsheets.workbook(
        "花名册/3月:5日?", ["姓名", "=1"], [[trap, n] for n, trap in enumerate(TRAPS)]
    )
    sheet = load_workbook(io.BytesIO(data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert (
        sheet["A2"].value == "=1+1"
        and sheet["A2"].quotePrefix
        and sheet["A4"].value == "-1楼"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert (
        sheet.title == "花名册 3月 5日"
        and sheet.freeze_panes == "A2"
        and sheet.print_title_rows in ("1:1", "$1:$1")
    )
    assert (
        sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage
    )


def test_nothing_that_somebody_typed_is_computed_from_csv() -> None:
    rows = [[trap] for trap in TRAPS] + [[-5], [date(2020, 3, 5)], [None]]
    text = "".join(map(csv_line, rows))
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
    assert not [
        cell
        for cell in cells[:-3]
        if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    ]
    assert cells[-3:] == ["-5", "2020-03-05", ""]


def test_control_characters_and_endless_texts_do_not_break_a_workbook() -> None:
    data = spreadsheets.workbook(
        "",
        ["a"],
        [
            ["x\x00\x08y"],
            ["长" * 50_000],
            ["\ud800"],
            [None],
            [True],
            [date(2020, 3, 5)],
        ],
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert (
        sheet["A2"].value == "xy"
        and len(sheet["A3"].value) <= 32_767
        and sheet.title == "Sheet"
    )


def test_what_is_handed_out_can_be_handed_in_again() -> None:
    header = ["姓名", "手机号", "来源地", "返岗日期", "宿舍"]
    person = ["示例一", "13800001234", "江西", date(2020, 2, 20), "-1楼"]
    for data in (
        spreadsheets.workbook("花名册", header, [person]),
        "".join(map(csv_line, [header, person])).encode("utf-8-sig"),
    ):
        [one] = place(read_file(data), TODAY).people
        assert one.given["room"] == "-1楼" and one.given["arrived_on"] == "2020-02-20"


@pytest.mark.walk
def test_a_large_table_is_written_in_seconds() -> None:
    start = time.perf_counter()
    data = spreadsheets.workbook(
        "花名册", ["姓名"] * 11, ([f"示例{n}"] * 11 for n in range(20_000))
    )
    print(f"20,000 rows written: {time.perf_counter() - start:.2f} s")
    assert len(data) < 10_000_000
