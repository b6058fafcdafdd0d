"""Sixty odd spreadsheets: each is read right, or refused in a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from forms_app.base.sheets import reader
from forms_app.base.sheets.cells import SheetRefused
from forms_app.base.sheets.marks import marked
from forms_app.people.rosters.columns import place
from forms_app.people.rosters.judging import Judged, judge_all
from forms_app.people.rosters.sheets import read_file
from tests.people.rosters.odd_sheets import READ, REFUSED, cells

TODAY = date(2020, 3, 5)
RIGHT = {
    "示例一": ("13800001234", "江西上饶", date(2020, 2, 20)),
    "示例二": ("13800001235", "湖南衡阳", date(2020, 2, 21)),
}
WITHOUT_VALUE = ("是错误值 ", "是公式，", "只有 #", "变成了科学计数")


def judged(data: bytes) -> tuple[Judged, ...]:
    people = place(read_file(data), TODAY).people
    return judge_all([(one.number, one.given) for one in people], TODAY)


@pytest.mark.parametrize("make, names", READ.values(), ids=list(READ))
def test_an_odd_sheet_is_read_right_and_what_is_no_value_is_a_fault(
    make, names
) -> None:
    rows = judged(make())
    good = [row.values for row in rows if row.is_good]
    assert [one["name"] for one in good] == names
    for one in good:
        given = one["phone"], one["place"].replace(" ", ""), one["arrived_on"]
        assert given == RIGHT[one["name"]]
    assert len(rows) == len(RIGHT), (
        "nobody is lost, and nothing is a person that is not"
    )


def test_blanks_far_below_the_last_row_are_not_opened() -> None:
    """The parser makes a cell of everything above them: a million rows for one blank."""
    for blank in (" ", "\u3000", ""):
        with zipfile.ZipFile(io.BytesIO(marked(cells(A1048576=blank)))) as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml")
        assert b"1048576" not in sheet[sheet.index(b"<sheetData") :]
    far = marked(cells(A1048576="示例三"))
    with zipfile.ZipFile(io.BytesIO(far)) as packed:
        assert b'r="A1048576"' in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("make, says", REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_read_is_refused_with_what_to_do(make, says) -> None:
    for read in (read_file, reader.read_file):
        with pytest.raises(SheetRefused, match=says):
            read(make())
