"""Our template for whoever knows no XLSForm: a row a question, in Chinese, with a sheet
that says how to fill each column.
"""

from __future__ import annotations

from openpyxl import Workbook

from forms_app.base import spreadsheets
from forms_app.base.catalogue import use_language
from forms_app.base.xlsforms.types import OURS
from forms_app.base.xlsforms.workbook import HEADERS, SHEETS

LANG = "zh-Hans"  # its titles are what the reader knows
ASKED, SET = SHEETS
EXPLAINED = "怎么填"
HEADER = [title for title in HEADERS if title != "标题"]
ROWS = 500  # that offer a menu
MENUS = {"怎么答": list(OURS), "必填": ["是", "否"]}
HOW = {
    "页": "这一问在哪一页。同一页的问题写同样的页名；不写就接着上一问。",
    "页（英文）": "页名的英文。没有英文的地方先用中文代替，以后可以在文件里补。",
    "问题": "页面上的话，一行一问。",
    "问题（英文）": "英文。",
    "怎么答": "从下拉里选。说明只是一段话，放在这一页的开头；承诺放在最后一页打勾，"
    "读进核验表是要看的一行。",
    "选项": "单选和多选才写，用分号隔开：有；没有。",
    "选项（英文）": "和选项一样多，也用分号隔开：Yes；No。",
    "必填": "是，或者不写。",
    "最少": "数量的最小值，或者多选至少选几项；日期写从今天起的天数。",
    "最多": "数量的最大值，多选最多几项，字数，文件个数；日期写从今天起的天数。",
    "提示": "问题下面的一句小字。",
    "提示（英文）": "英文。",
    "什么时候问": "不写就总是问。用前面问过的数量、单选、多选，例如：有没有地下室 = 有。",
    "代号": "可以不写。别的文件（分类、核验表）要用到这一问的时候才写，小写字母、数字和连字符。",
}
SAMPLES = (
    {
        "页": "场所",
        "页（英文）": "The site",
        "问题": "有没有地下室",
        "问题（英文）": "Is there a cellar?",
        "怎么答": "单选",
        "选项": "有；没有",
        "选项（英文）": "Yes；No",
        "必填": "是",
        "代号": "has-cellar",
    },
    {
        "问题": "有几台水泵",
        "问题（英文）": "How many pumps?",
        "怎么答": "数量",
        "最多": "50",
        "提示": "坏的不算",
        "提示（英文）": "Not the broken ones",
        "什么时候问": "有没有地下室 = 有",
    },
    {
        "问题": "水泵的照片",
        "问题（英文）": "Photos of the pumps",
        "怎么答": "照片",
        "最多": "3",
        "什么时候问": "有几台水泵 > 0",
    },
)


def made() -> bytes:
    """The .xlsx. Its first sheet holds no question, so that no sample is ever asked."""
    with use_language(LANG):
        book = Workbook()
        asked = book.active
        assert asked is not None
        asked.title = ASKED
        widths = [max(14.0, spreadsheets.width_of(title)) for title in HEADER]
        spreadsheets.lay_out(asked, widths)
        asked.append(spreadsheets.header_cells(asked, HEADER))
        for title, words in MENUS.items():
            spreadsheets.offer(asked, HEADER.index(title) + 1, words, ROWS)
        head = book.create_sheet(SET)
        spreadsheets.lay_out(head, [40.0])
        head.append(spreadsheets.header_cells(head, ["标题"]))
        _explain(book)
        return spreadsheets.saved(book)


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet(EXPLAINED)
    spreadsheets.lay_out(sheet, [18.0, 60.0])
    sheet.append(spreadsheets.header_cells(sheet, ["列", "怎么填"]))
    for title in HEADER:
        sheet.append([title, HOW[title]])
    sheet.append([])
    sheet.append(["例子"])
    sheet.append(HEADER)
    for sample in SAMPLES:
        sheet.append([sample.get(title, "") for title in HEADER])
