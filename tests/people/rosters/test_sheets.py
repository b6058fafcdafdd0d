"""Whatever a clerk hands in gives rows, or one sentence that says what to do."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from forms_app.base.catalogue import use_language
from forms_app.base.sheets.cells import SheetRefused
from forms_app.people.rosters.columns import Placed, place
from forms_app.people.rosters.judging import judge_all
from forms_app.people.rosters.sheets import read_file, read_pasted
from tests.people.rosters.handed_in import (
    HEADER,
    PERSON,
    biff,
    ods,
    ole,
    repacked,
    with_cells,
    xlsx,
    zipped,
)

TODAY = date(2020, 3, 5)
SECOND = (
    "示例二",
    "13800001235",
    "江西南昌",
    "2020-02-21",
    "自驾",
    "3号楼202",
    "2",
    "无",
)
CSV = "\n".join(",".join(row) for row in (HEADER, PERSON, SECOND))
HTML = (
    "<table>"
    + "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in (HEADER, PERSON)
    )
    + "</table>"
)


def placed(data: bytes, name: str = "花名册.xlsx") -> Placed:
    return place(read_file(data, name), TODAY)


def names_of(data: bytes) -> list[str]:
    """Who is read without a fault."""
    people = placed(data).people
    return [
        row.values["name"]
        for row in judge_all([(one.number, one.given) for one in people], TODAY)
        if row.is_good
    ]


def shaped(change: Callable) -> bytes:
    return xlsx((HEADER, PERSON), change)


def set_cells(**cells: object) -> Callable:
    def change(book) -> None:
        for where, value in cells.items():
            book.active[where] = value

    return change


def hidden_first(book) -> None:
    draft = book.create_sheet("草稿", 0)
    draft.append(HEADER)
    draft.append(("示例九", *PERSON[1:]))
    draft.sheet_state = "hidden"


def cover_first(book) -> None:
    book.create_sheet("封面", 0).append(("某某公司返岗情况",))


def in_1904(book) -> None:
    book.epoch = CALENDAR_MAC_1904
    book.active["D2"] = date(2020, 2, 20)


def merged_room(book) -> None:
    book.active.append(
        ("示例二", "13800001235", "江西南昌", "2020-02-21", "自驾", None, "4", "无")
    )
    book.active.merge_cells("F2:F3")


def two_row_header(book) -> None:
    sheet = book.active
    sheet.delete_rows(1, 2)
    sheet.append(("某某公司返岗员工花名册",))
    sheet.append(("姓名", "手机号", "返岗情况", None, None, "宿舍"))
    sheet.append((None, None, "来源地", "返岗日期", "交通工具", None))
    for merge in ("A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3"):
        sheet.merge_cells(merge)
    sheet.append(("示例一", "13800001234", "江西", "2020-02-20", "高铁", "201室"))


GOOD: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "plain xlsx": (lambda: xlsx(), ["示例一"]),
    "xlsx with real dates": (lambda: shaped(set_cells(D2=date(2020, 2, 20))), ["示例一"]),
    "xlsx with a date and an hour": (lambda: shaped(set_cells(D2=datetime(2020, 2, 20, 8, 30))), ["示例一"]),
    "xlsx with Excel's number of a day": (lambda: shaped(set_cells(D2=43881)), ["示例一"]),
    "workbook of 1904": (lambda: shaped(in_1904), ["示例一"]),
    "phone as a number": (lambda: shaped(set_cells(B2=13800001234)), ["示例一"]),
    "phone with a direction mark": (lambda: shaped(set_cells(B2="\u202d13800001234\u202c")), ["示例一"]),
    "title, blank rows and blank columns": (
        lambda: xlsx([("某某公司花名册",), (), (None, None, *HEADER), (), (None, None, *PERSON)]), ["示例一"],
    ),
    "merged room": (lambda: shaped(merged_room), ["示例一", "示例二"]),
    "header of two merged rows": (lambda: shaped(two_row_header), ["示例一"]),
    "hidden sheet first": (lambda: shaped(hidden_first), ["示例一"]),
    "cover sheet first": (lambda: shaped(cover_first), ["示例一"]),
    "totals below": (lambda: xlsx([HEADER, PERSON, ("合计", "1"), (), ("填表人：", "日期：")]), ["示例一"]),
    "header again in the middle": (lambda: xlsx([HEADER, PERSON, HEADER, SECOND]), ["示例一", "示例二"]),
    "one broken row": (lambda: xlsx([HEADER, ("1", "2"), PERSON]), ["示例一"]),
    "formula without a result": (lambda: xlsx([HEADER, ("=A9", *PERSON[1:]), SECOND]), ["示例二"]),
    "formula with its result": (
        lambda: repacked(
            xlsx([HEADER, ('="示例"', *PERSON[1:])]), lambda _n, part: part.replace(b"<v></v>", "<v>示例一</v>".encode()).replace(b"<v />", "<v>示例一</v>".encode())
            .replace(b'<c r="A2"', b'<c r="A2" t="str"')
        ),
        ["示例一"],
    ),
    "error value in a cell": (lambda: xlsx([HEADER, (*PERSON[:7], "#N/A"), SECOND]), ["示例二"]),
    "huge cell": (lambda: shaped(set_cells(J1="备注", J2="长" * 32_000)), ["示例一"]),
    "cell with line breaks": (lambda: shaped(set_cells(C2="福建\n厦门")), ["示例一"]),
    "xls": (lambda: ole(biff([HEADER, PERSON])), ["示例一"]),
    "xls with numbers": (lambda: ole(biff([HEADER, ("示例一", 13800001234.0, "江西", 43881.0)])), ["示例一"]),
    "xls with a cell in the far corner": (lambda: ole(biff([HEADER, PERSON], at={(65535, 255): "x"})), ["示例一"]),
    "ods": (lambda: ods([HEADER, PERSON]), ["示例一"]),
    "ods with a real date": (lambda: ods([HEADER, (*PERSON[:3], "date:2020-02-20", *PERSON[4:])]), ["示例一"]),
    "csv in UTF-8": (lambda: CSV.encode(), ["示例一", "示例二"]),
    "csv in UTF-8 with its mark": (lambda: CSV.encode("utf-8-sig"), ["示例一", "示例二"]),
    "csv in GBK": (lambda: CSV.encode("gbk"), ["示例一", "示例二"]),
    "csv in GB18030 with a rare name": (lambda: CSV.replace("示例二", "示例𠮷").encode("gb18030"), ["示例一", "示例𠮷"]),
    "csv in Big5": (
        lambda: "姓名,手機,從哪裡來,到達日期\n示例一,13800001234,江西,2020/2/20\n".encode("big5"), ["示例一"],
    ),
    "Unicode text of Excel": (lambda: CSV.replace(",", "\t").encode("utf-16"), ["示例一", "示例二"]),
    "UTF-16 the other way round": (lambda: b"\xfe\xff" + CSV.encode("utf-16-be"), ["示例一", "示例二"]),
    "UTF-16 without a mark": (lambda: CSV.encode("utf-16-le"), ["示例一", "示例二"]),
    "tabs": (lambda: CSV.replace(",", "\t").encode(), ["示例一", "示例二"]),
    "semicolons": (lambda: CSV.replace(",", ";").encode(), ["示例一", "示例二"]),
    "full-width commas": (lambda: CSV.replace(",", "，").encode(), ["示例一", "示例二"]),
    "old Mac line ends": (lambda: CSV.replace("\n", "\r").encode(), ["示例一", "示例二"]),
    "quoted line break": (lambda: CSV.replace("福建厦门", '"福建\n厦门"').encode(), ["示例一", "示例二"]),
    "quote never closed": (lambda: (CSV.replace("福建厦门", '"福建厦门') + ("\n" + CSV) * 9).encode(), ["示例一", "示例二"]),
    "texts kept by an equals sign": (lambda: CSV.replace("13800001234", '="13800001234"').encode(), ["示例一", "示例二"]),
    "texts kept by a quote": (lambda: CSV.replace("13800001234", "'13800001234").encode(), ["示例一", "示例二"]),
    "a zero byte in the text": (lambda: CSV.replace("厦门", "厦\0门").encode(), ["示例一", "示例二"]),
    "one damaged byte": (lambda: CSV.encode().replace("江西".encode(), b"\xff" + "江西".encode()), ["示例一", "示例二"]),
    "no line end, no second row": (lambda: (",".join(HEADER)).encode(), []),
    "html as xls": (lambda: f"<html><meta charset=utf-8>{HTML}</html>".encode(), ["示例一"]),
    "html in GBK": (lambda: f"<html><script>var a='<tr>'</script>{HTML}</html>".encode("gbk"), ["示例一"]),
    "html with unclosed cells": (lambda: HTML.replace("</td>", "").replace("</tr>", "").encode(), ["示例一"]),
    "html with a room over two rows": (
        lambda: (
            "<table><tr><td>姓名<td>手机<td>宿舍<td>留厂</tr><tr><td>示例一<td>13800001234<td rowspan=2>201<td>是</tr>"
            "<tr><td>示例二<td>13800001235<td>是</tr></table>"
        ).encode(),
        ["示例一", "示例二"],
    ),
    "Excel 2003 XML": (
        lambda: (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook'
            ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row>'
            + "".join(f"<Cell><Data>{c}</Data></Cell>" for c in HEADER)
            + '</Row><Row ss:Index="5">'
            + "".join(f'<Cell ss:Index="{n}"><Data>{c}</Data></Cell>' for n, c in enumerate(PERSON, 1))
            + "</Row></Table></Worksheet></Workbook>"
        ).encode(),
        ["示例一"],
    ),
}  # fmt: skip


def lying_about_its_size() -> bytes:
    """A zip whose directory says 100 bytes where 50 MB are packed."""
    data = bytearray(
        repacked(
            xlsx(), lambda name, part: b" " * 50_000_000 if "sheet1" in name else part
        )
    )
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        entry = next(entry for entry in packed.infolist() if "sheet1" in entry.filename)
    size = struct.pack("<I", entry.file_size)
    return bytes(data.replace(size, struct.pack("<I", 100)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "空的"),
    "only blanks": (lambda: b" \r\n\r\n", "空的"),
    "only zero bytes": (lambda: b"\0" * 5000, "空的"),
    "empty sheet": (lambda: xlsx([]), "没有内容"),
    "only marks": (lambda: b",,,\n,,,\n", "没有内容"),
    "more than 10 MB": (lambda: b"a,b\n" * 2_600_000, "10 MB"),
    "locked xlsx": (lambda: ole(b"x", "EncryptedPackage"), "密码"),
    "locked xls": (lambda: ole(biff([HEADER], locked=True)), "密码"),
    "locked ods": (
        lambda: repacked(ods([HEADER]), lambda n, p: b"<a><encryption-data/></a>" if "manifest" in n else p), "密码",
    ),
    "locked zip": (lambda: xlsx().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), "密码"),
    "docx": (lambda: zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "不是表格"),
    "odt": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": b"<a/>", "content.xml": b"<a/>"}), "不是表格"),
    "doc": (lambda: ole(b"x", "WordDocument"), "不是表格"),
    "Numbers": (lambda: zipped({"Index/Document.iwa": b"x"}), "Numbers"),
    "a sheet in a zip": (lambda: zipped({"花名册.xlsx": xlsx()}), "解压"),
    "a zip in a zip in a zip": (lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": b"x"})})}), "不是表格"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + b"x" * 100, "解压"),
    "gzip": (lambda: b"\x1f\x8b\x08" + b"x" * 100, "解压"),
    "pdf": (lambda: b"%PDF-1.4\n%\xe2\xe3\n" + b"x" * 100, "PDF"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100, "图片"),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100, "图片"),
    "webp": (lambda: b"RIFF\x10\0\0\0WEBPVP8 ", "图片"),
    "program": (lambda: b"\x7fELF" + bytes(range(256)) * 20, "不是表格"),
    "half a zip": (lambda: xlsx()[:2000], "损坏"),
    "zip without its end": (lambda: xlsx()[:-30], "损坏"),
    "damaged zip": (lambda: xlsx()[:900] + b"\0" * 300 + xlsx()[1200:], ""),
    "an empty zip": (lambda: zipped({}), "不是表格"),
    "broken xml": (lambda: repacked(xlsx(), lambda n, p: p[: len(p) // 2] if "workbook.xml" in n else p), "打不开"),
    "no workbook inside": (lambda: zipped({"xl/a.xml": b"<a/>"}), "打不开"),
    "bzip2 inside": (lambda: zipped({"xl/workbook.xml": b"<a/>"}, zipfile.ZIP_BZIP2), "损坏"),
    "zip bomb": (lambda: zipped({"xl/workbook.xml": b"\0" * 130_000_000}), "太大"),
    "zip bomb of many parts": (lambda: zipped({f"xl/{n}": b"" for n in range(2500)}), "太大"),
    "zip bomb that lies": (lying_about_its_size, "损坏"),
    "cells in both far corners": (
        lambda: with_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "打不开",
    ),
    "a cell that is a billion cells": (
        lambda: ods(
            [HEADER],
            cells='<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated='
            '"16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
        ),
        "打不开",
    ),
    "external entity": (
        lambda: ods([HEADER], '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            '<table:table-row><table:table-cell office:value-type="string"><text:p>&x;</text:p></table:table-cell></table:table-row>'),
        "打不开",
    ),
    "16,384 columns": (lambda: xlsx([["a"] * 16_384]), "256 列"),
    "16,384 columns of text": (lambda: b"a," * 16_384, "256 列"),
    "20,001 people": (lambda: CSV.encode() + ("\n" + ",".join(PERSON)).encode() * 20_000, "20000 行"),
    "100,000 rows": (lambda: "姓名,手机\n".encode() + "示例一,13800001234\n".encode() * 100_000, "20000 行"),
    "100,000 rows of html": (lambda: b"<table>" + b"<tr><td>a</td></tr>" * 100_000 + b"</table>", "20000 行"),
    "a web page without a table": (lambda: b"<!doctype html><html><p>404</p></html>", "网页"),
    "a bare old xls": (lambda: biff([HEADER, PERSON]), "太旧"),
    "half an xls": (lambda: ole(biff([HEADER, PERSON]))[:1500], ""),
    "an xls of noise": (lambda: ole(bytes(range(256)) * 30), "打不开"),
    "Latin text of another country": (lambda: ("\xe9\xe8,\xf1\n" * 50).encode("latin-1"), ""),
}  # fmt: skip


@pytest.mark.walk
@pytest.mark.parametrize("make, names", GOOD.values(), ids=list(GOOD))
def test_what_is_odd_but_readable_gives_its_people(make, names) -> None:
    assert names_of(make())[: len(names) or None] == names


@pytest.mark.parametrize("make, part", REFUSED.values(), ids=list(REFUSED))
def test_what_is_broken_hostile_or_no_sheet_gets_one_sentence(make, part) -> None:
    try:
        sheet = read_file(make(), "花名册.xlsx")
    except SheetRefused as refused:
        assert part in str(refused) and "%(" not in str(refused)
        with use_language("en"):
            assert str(refused).isascii() or "–" in str(refused)
    else:
        assert (
            part == ""
            and judge_all(
                [(one.number, one.given) for one in place(sheet, TODAY).people], TODAY
            )
            is not None
        )


def test_the_note_says_which_sheet_was_read_and_which_rows_were_not() -> None:
    found = placed(xlsx([HEADER, PERSON, HEADER, SECOND, ("合计", "2")], cover_first))
    assert found.notes == (
        "有几张工作表，只读了“Sheet”",
        "第 3、5 行像表头、合计或说明，没有读入",
    )
    assert [one.number for one in found.people] == [2, 4] and found.header == 1


def test_a_merged_room_is_the_room_of_everybody_in_it_and_of_nobody_else() -> None:
    people = placed(shaped(merged_room)).people
    assert [one.given["room"] for one in people] == ["3号楼201", "3号楼201"]


def merged_ods() -> bytes:
    """Two rows above: a title, and a blank one that is there three times."""
    cell = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
    above = (
        "<table:table-row>"
        + cell.format("", "某某公司花名册")
        + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    )
    header, first, second = (
        "".join(cell.format("", text) for text in row)
        for row in (HEADER, PERSON[:5], SECOND[:5])
    )
    room = cell.format('table:number-rows-spanned="2"', PERSON[5])
    covered = "<table:covered-table-cell/>"
    rest = cell.format("", PERSON[6])
    rows = (header, first + room + rest, second + covered + rest)
    cells = above + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return ods([], cells=cells)


def test_a_room_that_is_merged_in_an_ods_is_that_of_everybody_in_it_too() -> None:
    people = placed(merged_ods()).people
    assert [one.given["room"] for one in people] == [PERSON[5], PERSON[5]]


def test_a_formula_without_its_result_is_a_fault_of_that_cell() -> None:
    data = xlsx([HEADER, (*PERSON[:2], '=C9&"市"', *PERSON[3:]), SECOND])
    people = placed(data).people
    first, second = judge_all([(one.number, one.given) for one in people], TODAY)
    assert (
        list(first.faults) == ["place"]
        and "公式" in first.faults["place"]
        and second.is_good
    )


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (clock(8), "h:mm", "08:00"),
        (clock(8, 0, 5), "h:mm:ss", "08:00:05"),
        (1 / 3 - 1e-8, "h:mm", "08:00"),  # what calculating leaves of eight o'clock
        (43895 + 1 / 3 - 1e-8, "yyyy-mm-dd hh:mm", "2020-03-05 08:00"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (datetime(2020, 3, 5, 8, 30), "m/d/yy h:mm", "2020-03-05 08:30"),
        (date(2020, 3, 5), "m月d日", "2020-03-05"),
    ],
    ids=str,
)
def test_times_and_days_of_excel_are_read_as_a_person_would_type_them(
    value, number_format, text
) -> None:
    def change(book) -> None:
        cell = book.active["C2"]
        cell.value = value
        cell.number_format = number_format

    assert read_file(shaped(change), "表.xlsx").rows[1].cells[2] == text


def test_an_id_number_is_never_read_from_a_column_of_them_or_from_any_other_cell() -> (
    None
):
    rows = [
        ("姓名", "身份证号", "手机号", "备注", "留厂"),
        ("示例一", "350503199001011234", "13800001234", "350503 19900101 123x", "是"),
        (
            "示例二",
            350503199001011234,
            "13800001235",
            "３５０５０３１９９００１０１１２３４",
            "是",
        ),
        ("示例三", "350503900101123", "13800001236", "见350503199001011234。", "是"),
        ("示例四", "3.50503E+17", "13800001237", "", "是"),
    ]
    for data in (xlsx(rows), ods([[str(cell) for cell in row] for row in rows])):
        sheet = read_file(data)
        assert (
            "350503" not in repr(sheet)
            and "３５" not in repr(sheet)
            and "3.50503E" not in repr(sheet)
        )
        assert sheet.notes == ("身份证号码没有读入，本系统不需要",)
        found = place(sheet, TODAY)
        assert [one.given["name"] for one in found.people] == [
            "示例一",
            "示例二",
            "示例三",
            "示例四",
        ]
        assert "身份证号" not in [column.title for column in found.columns]
    pasted = read_pasted("示例一 13800001234 350503199001011234 留厂")
    assert "350503" not in repr(pasted) and pasted.notes == (
        "身份证号码没有读入，本系统不需要",
    )


def test_a_mobile_with_other_digits_around_is_no_id_number() -> None:
    assert read_pasted("示例一\t13800001234\t20200220\t3号楼201").notes == ()


def test_800_people_come_in_as_they_are() -> None:
    rows = [
        (
            f"示例{'甲乙丙丁'[n % 4]}",
            13800000000 + n,
            "江西",
            date(2020, 2, 1 + n % 28),
            "高铁",
            f"{n // 4}室",
            4,
            "无",
        )
        for n in range(800)
    ]
    people = placed(xlsx([("某某公司花名册",), HEADER, *rows])).people
    judged = judge_all([(one.number, one.given) for one in people], TODAY)
    assert len(judged) == 800 and all(row.is_good for row in judged)
    assert judged[-1].number == 802 and judged[-1].values["phone"] == "13800000799"


@pytest.mark.parametrize(
    "number", [2_000, pytest.param(20_000, marks=pytest.mark.long)]
)
def test_each_of_thousands_of_people_is_read_and_judged_in_a_moment(number) -> None:
    people = [(PERSON[0], 13800000000 + n, *PERSON[2:]) for n in range(number)]
    lines = [",".join(HEADER), *(",".join(map(str, one)) for one in people)]
    sheets = {"csv": "\n".join(lines).encode(), "xlsx": xlsx([HEADER, *people])}
    for kind, handed_in in sheets.items():
        begun = time.process_time()
        found = placed(handed_in).people
        judged = judge_all([(one.number, one.given) for one in found], TODAY)
        took = time.process_time() - begun
        print(f"{number} rows of {kind}: {took:.2f} s")
        assert len(judged) == number
        assert all(row.is_good for row in judged)
        assert took < number / 1000


@pytest.mark.walk
def test_a_pasted_text_of_too_many_lines_gets_a_sentence() -> None:
    with pytest.raises(SheetRefused, match="20000 行"):
        read_pasted("示例一 13800001234\n" * 20_001)
    with pytest.raises(SheetRefused, match="上传表格"):
        read_pasted("示" * 10_000_001)
    with pytest.raises(SheetRefused, match="没有粘贴"):
        read_pasted(" \n\n")


@pytest.mark.parametrize(
    "unit", ["\t", "\n", "<td><!", "<!--", "<a ", "(", "12 ", "咳", '"'], ids=repr
)
def test_a_text_made_to_take_for_ever_does_not(unit) -> None:
    start = time.perf_counter()
    for read in (
        lambda: read_file(f"<table><tr><td>{unit * 300_000}".encode()),
        lambda: read_pasted(unit * 300_000),
    ):
        try:
            found = place(read(), TODAY)
            judge_all([(one.number, one.given) for one in found.people], TODAY)
        except SheetRefused as refused:
            assert str(refused)
    assert time.perf_counter() - start < 20


FAST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@FAST
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data),
    )
)
def test_arbitrary_bytes_never_raise_anything_else(data: bytes) -> None:
    try:
        place(read_file(data, "x"), TODAY)
    except SheetRefused as refused:
        assert str(refused)


@pytest.mark.walk
@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=40),
    st.sampled_from([xlsx(), ole(biff([HEADER, PERSON])), ods([HEADER, PERSON])]),
)
def test_a_workbook_with_damage_anywhere_never_raises_anything_else(
    at: int, damage: bytes, data: bytes
) -> None:
    at %= len(data)
    try:
        place(read_file(data[:at] + damage + data[at + len(damage) :]), TODAY)
    except SheetRefused as refused:
        assert str(refused)


@pytest.mark.walk
@FAST
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from([*HEADER, *PERSON, "\t", "\n", ",", "：", '"', "\n\n", " "])
        ).map("".join),
    )
)
def test_arbitrary_text_never_raises_anything_else(text: str) -> None:
    try:
        found = place(read_pasted(text), TODAY)
        judge_all([(one.number, one.given) for one in found.people], TODAY)
    except SheetRefused as refused:
        assert str(refused)
