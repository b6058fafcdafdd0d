"""Sixty spreadsheets, each odd in one way that Excel, WPS, LibreOffice, Numbers or the
export of a chat program or of a questionnaire is odd in.

Made from scratch, so that every byte of the oddity can be read here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection

from tests.people.rosters.handed_in import (
    biff,
    ods,
    ole,
    repacked,
    with_cells,
    xlsx,
    zipped,
)

HEADER = ("姓名", "手机号", "从哪里来", "到达日期", "交通工具")
ONE = ("示例一", "13800001234", "江西上饶", "2020-02-20", "高铁")
TWO = ("示例二", "13800001235", "湖南衡阳", "2020-02-21", "自驾")
ROWS = (HEADER, ONE, TWO)
CSV = "\n".join(",".join(row) for row in ROWS)
STYLE_OF_WPS_DAYS = 58  # 2月20日: a look without a code of its own in the file


def shaped(change: Callable[[Workbook], None]) -> bytes:
    return xlsx(ROWS, change)


def cells(**values: object) -> bytes:
    """The two people, with other values in some cells."""

    def change(book: Workbook) -> None:
        for where, value in values.items():
            book.active[where] = value

    return shaped(change)


def renamed(data: bytes, name_of: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return zipped({name_of(name): packed.read(name) for name in packed.namelist()})


def parts_at_the_root() -> bytes:
    at_root = repacked(
        xlsx(ROWS), lambda _n, part: part.replace(b'"xl/', b'"').replace(b"/xl/", b"/")
    )
    return renamed(at_root, lambda name: name.removeprefix("xl/"))


def with_part(name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return zipped({**parts, name: part})


def in_xml(cell: Callable[[str, str], str], data: bytes = b"") -> bytes:
    """A workbook whose sheet has `cell(place, text)` for each cell."""
    lines = []
    for number, row in enumerate(ROWS, 1):
        made = "".join(
            cell(f"{'ABCDE'[n]}{number}", text) for n, text in enumerate(row)
        )
        lines.append(f'<row r="{number}">{made}</row>')
    return with_cells("".join(lines))


def inline(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_shared_texts(text_of: Callable[[str], str]) -> bytes:
    """`text_of` gives what stands in <si> for each text."""
    texts = [text for row in ROWS for text in row]
    shared = "".join(f"<si>{text_of(text)}</si>" for text in texts)
    place = {text: at for at, text in enumerate(texts)}
    data = in_xml(lambda where, text: f'<c r="{where}" t="s"><v>{place[text]}</v></c>')
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def add(name: str, part: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rId99" Type="{main}/sharedStrings" Target="sharedStrings.xml"/>'
            return part.replace(b"</Relationships>", f"{link}</Relationships>".encode())
        return part

    linked = repacked(data, add)
    with zipfile.ZipFile(io.BytesIO(linked)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return zipped(
        {**parts, "xl/sharedStrings.xml": f'<sst xmlns="{ns}">{shared}</sst>'.encode()}
    )


def strict() -> bytes:
    def change(_name: str, part: bytes) -> bytes:
        part = part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        return part.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    return repacked(xlsx(ROWS), change)


def with_prefixes() -> bytes:
    """Every tag of the sheet as <x:row>, as programs on .NET write it."""

    def change(name: str, part: bytes) -> bytes:
        if "sheet1" not in name:
            return part
        part = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
        return part.replace(b"xmlns=", b"xmlns:x=")

    return repacked(xlsx((*ROWS[:2], (*TWO[:4], "#N/A"))), change)


def without_places() -> bytes:
    """No cell says where it is: it follows the one before."""
    return in_xml(lambda _where, text: f'<c t="inlineStr"><is><t>{text}</t></is></c>')


def streamed() -> bytes:
    """Written in one pass, each size behind its part."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError("a pipe")

        def seek(self, *_at: int) -> int:
            raise OSError("a pipe")

    out = Pipe()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in packed.namelist():
            written.writestr(name, packed.read(name))
    return out.getvalue()


def record(kind: int, body: bytes = b"") -> bytes:
    """One of an .xlsb."""
    number = (
        struct.pack("<BB", kind & 0x7F | 0x80, kind >> 7)
        if kind > 127
        else bytes((kind,))
    )
    return number + bytes((len(body),)) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Texts, and errors where a number stands."""
    sheet = record(129)
    sheet += record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += record(145)
    for number, row in enumerate(rows):
        sheet += record(0, struct.pack("<I", number) + b"\0" * 13)
        for column, value in enumerate(row):
            where = struct.pack("<II", column, 0)
            sheet += (
                record(6, where + wide(value))
                if isinstance(value, str)
                else record(3, where + bytes((value,)))
            )
    sheet += record(146) + record(130)
    named = struct.pack("<II", 0, 1) + wide("rId1") + wide("花名册")
    book = record(131) + record(143) + record(156, named) + record(144) + record(132)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def links(kind: str, target: str) -> bytes:
        link = f'<Relationship Id="rId1" Type="{kinds}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{link}</Relationships>'.encode()

    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>'.encode(),
            "_rels/.rels": links("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": links("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def biff_error(code: int, row: int, column: int) -> bytes:
    return struct.pack("<HHHHHBB", 0x0205, 8, row, column, 0, code, 1)


def xls_with_error() -> bytes:
    """#N/A in the way of travel of the second."""
    stream = biff((HEADER, ONE, TWO[:4]))
    end = struct.pack("<HH", 0x000A, 0)
    return ole(stream.removesuffix(end) + biff_error(0x2A, 2, 4) + end)


def xls_with_formula_error() -> bytes:
    stream = biff((HEADER, ONE, TWO[:4]))
    end = struct.pack("<HH", 0x000A, 0)
    result = bytes((2, 0, 0x17, 0, 0, 0)) + b"\xff\xff"
    body = struct.pack("<HHH", 2, 4, 0) + result + struct.pack("<HIH", 0, 0, 0)
    formula = struct.pack("<HH", 0x0006, len(body)) + body
    return ole(stream.removesuffix(end) + formula + end)


def ods_with(cell: str, rows: Sequence[Sequence[str]] = (HEADER, ONE)) -> bytes:
    """The first person, and the second with this cell as the way of travel."""
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in TWO[:4]
    )
    data = ods(rows, cells=f"<table:table-row>{texts}{cell}</table:table-row>")
    calc = b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    return repacked(
        data,
        lambda name, part: (
            part.replace(b"xmlns:table=", calc + b"xmlns:table=")
            if name == "content.xml"
            else part
        ),
    )


def repeated_to_the_end() -> bytes:
    blank = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return ods(ROWS, cells=blank)


def filtered(book: Workbook) -> None:
    book.active.auto_filter.ref = "A1:E3"
    book.active.auto_filter.add_filter_column(0, ["示例二"])
    book.active.row_dimensions[2].hidden = True
    book.active.freeze_panes = "B2"


def hidden_column(book: Workbook) -> None:
    book.active.column_dimensions["B"].hidden = True


def very_hidden_first(book: Workbook) -> None:
    sheet = book.create_sheet("缓存", 0)
    sheet.append(HEADER)
    sheet.append(("示例九", *ONE[1:]))
    sheet.sheet_state = "veryHidden"


def chart_first(book: Workbook) -> None:
    book.create_chartsheet("图", 0)


def title_and_empty_first_column(book: Workbook) -> None:
    book.active.insert_cols(1)
    book.active.insert_rows(1, 3)
    book.active["B1"] = "示例公司返岗人员登记表"
    book.active.merge_cells("B1:F1")
    book.active["B2"] = "填表单位：示例公司　　填表日期：2020年3月5日"


def total_below(book: Workbook) -> None:
    book.active.append(("合 计", "=COUNTA(B2:B3)", "", "", ""))
    book.active.append(("填表人：示例甲", "", "审核人：", "", ""))


def protected(book: Workbook) -> None:
    book.security = WorkbookProtection(workbookPassword="x", lockStructure=True)
    book.active.protection.set_password("x")


def summary_of_numbers(book: Workbook) -> None:
    sheet = book.create_sheet("导出摘要", 0)
    sheet.append(("该文稿已从“Numbers 表格”导出。每个表格都已转换为 Excel 工作表。",))
    sheet.append(
        ("Numbers 表格工作表名称", "Numbers 表格的表格名称", "Excel 工作表名称")
    )


def pictures_of_wps(book: Workbook) -> None:
    book.active["F1"] = "健康码截图"
    for row in (2, 3):
        book.active[f"F{row}"] = '=_xlfn.DISPIMG("ID_0123456789ABCDEF",1)'


def notes_and_links(book: Workbook) -> None:
    book.active["B2"].hyperlink = "tel:13800001234"
    book.active["A2"].comment = Comment("请核对 13900009999", "示例甲")


def far_looks(book: Workbook) -> None:
    """Somebody coloured a whole row and a whole column."""
    for column in range(1, 16_385, 40):
        book.active.cell(2, column).number_format = "@"
    for row in range(4, 60_000, 60):
        book.active.cell(row, 1).number_format = "@"


def headers_with_blanks(book: Workbook) -> None:
    for column, title in enumerate(
        ("姓　名", "手 机 号\n（必填）", "*从哪里来", "到达\n日期", "交通 工具"), 1
    ):
        book.active.cell(1, column).value = title


def real_days(book: Workbook) -> None:
    book.active["D2"] = date(2020, 2, 20)
    book.active["D2"].number_format = '[$-804]yyyy"年"m"月"d"日"'
    book.active["D3"] = datetime(2020, 2, 21, 8, 30)


def day_of_wps(name: str, part: bytes) -> bytes:
    return (
        part.replace(b'numFmtId="14"', b'numFmtId="%d"' % STYLE_OF_WPS_DAYS)
        if "styles" in name
        else part
    )


def computed(kind: str, value: str) -> bytes:
    """A formula with this result in the way of travel of the second."""

    def cell(where: str, text: str) -> str:
        if where == "E3":
            return f'<c r="E3"{kind}><f>VLOOKUP(A3,A:B,2,0)</f>{value}</c>'
        return inline(where, text)

    return in_xml(cell)


def table(rows: Sequence[Sequence[str]]) -> str:
    lines = (
        "".join(f"<td style=\"mso-number-format:'\\@'\">{text}</td>" for text in row)
        for row in rows
    )
    return (
        "<table border=1>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    )


def page(head: str, rows: Sequence[Sequence[str]] = ROWS) -> str:
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>{head}</head><body>{table(rows)}</body></html>'


def xml_2003() -> bytes:
    def cell(text: str) -> str:
        return f'<Cell ss:StyleID="s1"><Data ss:Type="String">{text}</Data></Cell>'

    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in ROWS)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="1"><Table ss:ExpandedColumnCount="5">{rows}</Table></Worksheet></Workbook>'
    ).encode()


WECOM = [
    ("提交者（自动）", "提交时间（自动）", "姓名（必填）", "手机号（必填）", "您从哪里来？（必填）", "到达日期（必填）"),
    ("外部联系人", "2020-02-28 09:01:11", "示例一", "13800001234", "江西上饶", "2020年2月20日"),
    ("外部联系人", "2020-02-28 09:02:11", "示例二", "13800001235", "湖南衡阳", "2020年2月21日"),
]  # fmt: skip
WJX = [
    ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的姓名：", "2、您的手机号：", "3、您从哪里来？", "4、到达日期：", "总分"),
    ("1", "2020/2/28 9:01:11", "35秒", "微信", "N/A", "192.0.2.1(江西-上饶)", "示例一", "13800001234", "江西上饶", "2020-02-20", "0"),
    ("2", "2020/2/28 9:02:11", "41秒", "微信", "N/A", "192.0.2.2(湖南-衡阳)", "示例二", "13800001235", "湖南衡阳", "2020-02-21", "0"),
]  # fmt: skip
DINGTALK = [
    ("审批编号", "提交人", "姓名", "手机号", "从哪里来", "到达日期"),
    ("\t202002280001", "示例丙", "示例一", "\t13800001234", "江西上饶", "\t2020-02-20 08:00"),
    ("\t202002280002", "示例丙", "示例二", "\t13800001235", "湖南衡阳", "\t2020-02-21 08:00"),
]  # fmt: skip
CHAIN = [
    ("接龙名称：返岗登记",),
    ("参与人数：2",),
    ("接龙号", "微信昵称", "姓名", "电话号码", "来源地", "返岗日期"),
    ("1", "一只猫", "示例一", "13800001234", "江西上饶", "2.20"),
    ("2", "用户8231", "示例二", "13800001235", "湖南衡阳", "2.21"),
]


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(",".join(f'"{text}"' for text in row) for row in rows)


BOTH = ["示例一", "示例二"]
FIRST = ["示例一"]
Read = list[str]

# name: what makes it, who is read without a fault
READ: dict[str, tuple[Callable[[], bytes], Read]] = {
    "Excel, strict": (strict, BOTH),
    "Excel, texts in the cells": (lambda: in_xml(inline), BOTH),
    "Excel in Japanese, with how a name is read": (
        lambda: with_shared_texts(lambda text: f'<t>{text}</t><rPh sb="0" eb="1"><t>エーアイ</t></rPh><phoneticPr fontId="1"/>'), BOTH),
    "Excel, texts in several looks": (lambda: with_shared_texts(lambda text: f"<r><t>{text[:1]}</t></r><r><rPr><b/></rPr><t>{text[1:]}</t></r>"), BOTH),
    "Excel, a line end in a cell": (lambda: cells(C2="江西\n上饶", C3="湖南_x000D_\n衡阳"), BOTH),
    "Excel, phones as numbers with an exponent": (lambda: in_xml(lambda at, text: f'<c r="{at}"><v>1.3800001234E10</v></c>' if at == "B2" else inline(at, text)), BOTH),
    "Excel, numbers kept as text by an apostrophe": (lambda: cells(B2="'13800001234", B3="'13800001235"), BOTH),
    "Excel, filtered and frozen": (lambda: shaped(filtered), BOTH),
    "Excel, a hidden column": (lambda: shaped(hidden_column), BOTH),
    "Excel, a very hidden sheet first": (lambda: shaped(very_hidden_first), BOTH),
    "Excel, a chart first": (lambda: shaped(chart_first), BOTH),
    "Excel, a title, and nothing in the first column": (lambda: shaped(title_and_empty_first_column), BOTH),
    "Excel, a total and signatures below": (lambda: shaped(total_below), BOTH),
    "Excel, protected but not encrypted": (lambda: shaped(protected), BOTH),
    "Excel, comments and links": (lambda: shaped(notes_and_links), BOTH),
    "Excel, looks of cells far away": (lambda: shaped(far_looks), BOTH),
    "Excel, a blank in the last row there is": (lambda: cells(A1048576=" "), BOTH),
    "Excel, headers with blanks and line ends inside": (lambda: shaped(headers_with_blanks), BOTH),
    "Excel, days in a Chinese look, one with an hour": (lambda: shaped(real_days), BOTH),
    "Excel, a truth as an answer": (lambda: cells(F1="是否留厂", F2=False, F3=True), BOTH),
    "Excel, macros": (lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600), BOTH),
    "Excel, links to another workbook": (lambda: with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), BOTH),
    "Excel, a picture": (lambda: with_part("xl/media/image1.png", b"\x89PNG\r\n\x1a\n"), BOTH),
    "Excel, a formula with an empty result": (lambda: computed(' t="str"', "<v></v>"), BOTH),
    "Excel, a formula with its result": (lambda: computed(' t="str"', "<v>自驾</v>"), BOTH),
    "Excel, an error": (lambda: cells(E3="#N/A"), FIRST),
    "Excel, an error that an old program does not know": (lambda: computed(' t="e"', "<v>#SPILL!</v>"), FIRST),
    "Excel, binary": (lambda: xlsb(ROWS), BOTH),
    "Excel, binary with an error": (lambda: xlsb((HEADER, ONE, (*TWO[:4], 0x2A))), FIRST),
    "Excel 97, an error": (xls_with_error, FIRST),
    "Excel 97, a formula with an error": (xls_with_formula_error, FIRST),
    "Excel 97, a stream in capitals": (lambda: ole(biff(ROWS), "WORKBOOK"), BOTH),
    "Excel 95, a stream in capitals": (lambda: ole(biff(ROWS), "BOOK"), BOTH),
    "Excel 2003 XML": (xml_2003, BOTH),
    "an attendance program, backslashes in the zip": (lambda: renamed(xlsx(ROWS), lambda name: name.replace("/", "\\")), BOTH),
    "a reporting program, parts at the root of the zip": (parts_at_the_root, BOTH),
    "a reporting program, names in capitals": (lambda: renamed(xlsx(ROWS), str.upper), BOTH),
    "a program on .NET, prefixes and an error": (with_prefixes, FIRST),
    "a program on Java, written in one pass": (streamed, BOTH),
    "a program that leaves out the places of cells": (without_places, BOTH),
    "WPS, .et": (lambda: ole(biff(ROWS)), BOTH),
    "WPS, pictures in cells": (lambda: shaped(pictures_of_wps), BOTH),
    "WPS, a look of days without a code": (lambda: repacked(cells(D2=date(2020, 2, 20)), day_of_wps), BOTH),
    "LibreOffice, an error": (lambda: ods_with('<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'), FIRST),
    "LibreOffice, an error of its own": (lambda: ods_with('<table:table-cell table:formula="of:=A9" office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>'), FIRST),
    "LibreOffice, a formula without a result": (lambda: ods_with('<table:table-cell table:formula="of:=A9"/>'), FIRST),
    "LibreOffice, a comment at a cell": (lambda: ods_with('<table:table-cell office:value-type="string"><office:annotation><dc:creator>示例甲</dc:creator><text:p>请核对</text:p></office:annotation><text:p>自驾</text:p></table:table-cell>'), BOTH),
    "LibreOffice, blank to the last row": (repeated_to_the_end, BOTH),
    "Numbers, exported as Excel": (lambda: shaped(summary_of_numbers), BOTH),
    "CSV of Excel for Macs": (lambda: CSV.replace("\n", "\r").encode("gb18030"), BOTH),
    "CSV with its mark named in the first line": (lambda: ("sep=;\n" + CSV.replace(",", ";")).encode("utf-8-sig"), BOTH),
    "CSV with a title": (lambda: ("示例公司返岗人员登记表,,,,\n" + CSV + "\n,,,,\n").encode("gbk"), BOTH),
    "CSV in full-width digits": (lambda: CSV.replace("13800001234", "１３８００００１２３４").replace("2020-02-20", "２０２０．２．２０").encode(), BOTH),
    "CSV with an error": (lambda: CSV.replace("自驾", "#REF!").encode(), FIRST),
    "CSV with a phone that lost its digits": (lambda: CSV.replace("13800001235", "1.38E+10").encode(), FIRST),
    "CSV of a column that was too narrow": (lambda: CSV.replace("2020-02-21", "########").encode(), FIRST),
    "Unicode text": (lambda: CSV.replace(",", "\t").encode("utf-16"), BOTH),
    "a web page named .xls": (lambda: page("<meta charset=gb2312>").encode("gbk"), BOTH),
    "a web page with blanks that do not break": (lambda: page("", [tuple(f"&nbsp;{t}&nbsp;" for t in row) for row in ROWS]).encode(), BOTH),
    "WeCom, a form": (lambda: xlsx(WECOM), BOTH),
    "Wenjuanxing, a questionnaire": (lambda: xlsx(WJX), BOTH),
    "DingTalk, tabs that keep numbers": (lambda: as_csv(DINGTALK).encode("utf-8-sig"), BOTH),
    "WeChat, the sheet of a sign-up list": (lambda: xlsx(CHAIN), BOTH),
}  # fmt: skip

# name: what makes it, words of what is said
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "WPS, .wps": (lambda: ole(b"x", "WordDocument"), "不是表格"),
    "Numbers": (lambda: zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "Numbers 里导出为 Excel"),
    "Excel, encrypted": (lambda: ole(b"x", "EncryptedPackage"), "取消密码"),
    "LibreOffice, flat": (lambda: b'<?xml version="1.0"?>\n<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>', "另存为 .xlsx"),
    "a web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + page("").encode(), "另存为 .xlsx"),
    "SYLK": (lambda: 'ID;PWXL;N;E\nP;PGeneral\nC;Y1;X1;K"姓名"\nE\n'.encode("gbk"), "另存为 .xlsx"),
    "DIF": (lambda: b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n', "另存为 .xlsx"),
    "RTF": (lambda: b"{\\rtf1\\ansi\\ansicpg936 x}", "另存为 .xlsx"),
    "JSON": (lambda: '[{"姓名": "示例一", "手机号": "13800001234"}]'.encode(), "另存为 .xlsx"),
    "a locked file of a company's guard": (lambda: b"%TSD-Header-###%" + bytes(range(256)) * 8, "另存为 .xlsx"),
    "too many columns": (lambda: xlsx([[*HEADER, *"a" * 300]]), "只留下花名册的几列"),
    "a zip of thousands of parts": (lambda: zipped({f"xl/{n}": b"" for n in range(2_001)}), "只留下花名册这一张工作表"),
}  # fmt: skip
