"""The Excel to fill in: one sheet for the people, with two samples, and one that says
how to fill each column.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from forms_app.base import spreadsheets
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import use_language
from forms_app.people.rosters.judging import FIELDS
from forms_app.people.rosters.labels import COLUMNS, EXPLANATIONS
from forms_app.people.rosters.samples import SAMPLES

LAST_ROW = 2_000
WIDTHS = {
    "name": 14,
    "phone": 16,
    "place": 22,
    "origin": 18,
    "room": 18,
    "arrived_on": 14,
    "last_day": 18,
    "stayed": 12,
}
TEXT = "@"


def template(lang: str) -> bytes:
    """The .xlsx, in Chinese ("zh-Hans") or English ("en").

    Read back as it is, it gives nobody.
    """
    with use_language(lang):
        book = Workbook()
        people = book.active
        assert people is not None
        people.title = spreadsheets.sheet_name(_("员工花名册"))
        spreadsheets.lay_out(people, [WIDTHS.get(field, 12) for field in FIELDS])
        people.append(
            spreadsheets.header_cells(
                people, [COLUMNS.label(field) for field in FIELDS]
            )
        )
        for sample in SAMPLES[lang if lang in SAMPLES else "zh-Hans"]:
            people.append([sample.get(field, "") for field in FIELDS])
        for column in range(1, len(FIELDS) + 1):
            _keep_as_text(people, column)
        for field, choices in _choices().items():
            spreadsheets.offer(people, FIELDS.index(field) + 1, choices, LAST_ROW)
        _explain(book)
        return spreadsheets.saved(book)


def _choices() -> dict[str, list[str]]:
    return {
        "stayed": [_("是"), _("否")],
        "origin": [
            _("本市"),
            _("本省其他市"),
            _("外省非重点"),
            _("重点地区"),
            _("境外"),
        ],
        "transport": [_("火车"), _("飞机"), _("大巴"), _("自驾"), _("轮船"), _("其他")],
        "symptoms": [_("无"), _("有")],
    }


def _keep_as_text(sheet: object, column: int) -> None:
    """Text down the whole column, so that a phone keeps its digits and a day stays as
    it was typed.
    """
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].number_format = TEXT  # type: ignore[attr-defined]
    for row in range(2, LAST_ROW // 10):
        sheet.cell(row, column).number_format = TEXT  # type: ignore[attr-defined]


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet(spreadsheets.sheet_name(_("填写说明")))
    spreadsheets.lay_out(sheet, [20, 90])
    sheet.append(spreadsheets.header_cells(sheet, [_("列"), _("怎么填")]))
    for field, sentence in EXPLANATIONS.items():
        sheet.append([COLUMNS.label(field), str(sentence)])
    sheet.append([_("身份证号"), _("不要填。本系统不需要，填了也不会读入")])
    sheet.append([_("示例"), _("头两行是示例，可以直接改成真人，也可以留着，不会读入")])
